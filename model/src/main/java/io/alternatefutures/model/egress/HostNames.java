package io.alternatefutures.model.egress;

import java.util.Locale;

/** Names of hosts, as URLs and patterns have them. */
public final class HostNames {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private HostNames() {}

  /** Whether it is a host name in lower case that cannot be mistaken for a number. */
  static boolean isName(String text) {
    String[] labels = text.split("\\.", -1);
    for (String label : labels) {
      if (label.isEmpty()
          || label.length() > LONGEST_LABEL
          || !label.matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")) {
        return false;
      }
    }
    return text.length() <= LONGEST_NAME && !Character.isDigit(labels[labels.length - 1].charAt(0));
  }

  /** The name by which patterns know a host: in lower case, without the final dot. */
  public static String canonical(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
