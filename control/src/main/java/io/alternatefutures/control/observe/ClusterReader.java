package io.alternatefutures.control.observe;

import java.util.List;

/** What all instances on one database tell. Methods block. */
public interface ClusterReader extends FunctionLogReader {
  /** How each instance is, the one that was asked first. */
  List<InstanceStatus> status();
}
