package io.alternatefutures.cli.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** The upload endpoints of the control API. */
public final class Uploads {
  private static final int OK = 200;
  private static final int CONFLICT = 409;

  private final Transport transport;

  Uploads(Transport transport) {
    this.transport = transport;
  }

  /** Whether the server has the content already. */
  public boolean isPresent(String cid) {
    HttpResponse<String> response = transport.get("/duplicity/" + cid);
    return switch (response.statusCode()) {
      case OK -> false;
      case CONFLICT -> true;
      default -> throw transport.failure(response);
    };
  }

  /**
   * Sends a CAR file.
   *
   * @param sent told the number of bytes handed to the connection so far, on its threads
   * @return the CID that the server found
   */
  public String store(Path car, LongConsumer sent) {
    BodyPublisher file;
    try {
      file = BodyPublishers.ofFile(car);
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
    HttpResponse<String> response =
        transport.post(
            "/store", "application/vnd.ipld.car", Limits.UPLOAD, new CountingPublisher(file, sent));
    if (response.statusCode() != OK) {
      throw transport.failure(response);
    }
    return response.body().strip();
  }

  /**
   * Records an upload that is complete.
   *
   * @param totalBytes size of the content, without the CAR's framing
   */
  public void record(String basename, long totalBytes, String rootCid) {
    ObjectNode upload = JsonNodeFactory.instance.objectNode();
    upload.put("basename", basename).put("totalSize", totalBytes).put("rootCid", rootCid);
    upload.putArray("shardCids").add(rootCid);
    HttpResponse<String> response =
        transport.post(
            "/upload", "application/json", Limits.CALL, BodyPublishers.ofString(upload.toString()));
    if (response.statusCode() != OK) {
      throw transport.failure(response);
    }
  }
}
