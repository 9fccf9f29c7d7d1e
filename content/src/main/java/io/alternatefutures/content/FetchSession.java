package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the blocks that one root lacks, from the first gateway that gives them. Remembers which
 * gateways lied or cannot send archives, and counts bytes against one limit. Used by one thread.
 */
final class FetchSession {
  private static final Logger LOG = LoggerFactory.getLogger(FetchSession.class);

  private final GatewayClient client;
  private final List<URI> gateways;
  private final BlockSink sink;
  private final long maxBytes;
  private final Set<URI> banned = new HashSet<>();
  private final Set<URI> blocksOnly = new HashSet<>();
  private long fetched;

  FetchSession(GatewayClient client, List<URI> gateways, BlockSink sink, long maxBytes) {
    this.client = client;
    this.gateways = gateways;
    this.sink = sink;
    this.maxBytes = maxBytes;
  }

  /** Makes this session ask for single blocks only. */
  FetchSession withoutArchives() {
    blocksOnly.addAll(gateways);
    return this;
  }

  /**
   * Fetches the block, and what is under it if a gateway sends archives.
   *
   * @throws ContentException {@code CONTENT_UNAVAILABLE} when no gateway gives it, with what each
   *     answered; {@code CONTENT_TOO_LARGE} when the session's limit is used up
   */
  void fetch(Cid cid) throws IOException {
    Map<URI, String> answers = new LinkedHashMap<>();
    for (URI gateway : gateways) {
      if (banned.contains(gateway)) {
        answers.put(gateway, "sent wrong content before");
      } else if (fetchArchive(gateway, cid) || fetchBlock(gateway, cid, answers)) {
        return;
      }
    }
    throw ContentException.unavailable(describe(cid, answers));
  }

  /** Whether an archive brought the block itself; more under it may still be missing. */
  private boolean fetchArchive(URI gateway, Cid cid) throws IOException {
    if (!cid.isDagPb() || blocksOnly.contains(gateway)) {
      return false;
    }
    boolean[] found = {false};
    try {
      client.archive(
          gateway,
          cid,
          (received, block) -> {
            keep(received, block);
            found[0] |= received.equals(cid);
          });
    } catch (GatewayException e) {
      blocksOnly.add(gateway);
      note(gateway, cid, e);
    }
    return found[0];
  }

  private boolean fetchBlock(URI gateway, Cid cid, Map<URI, String> answers) throws IOException {
    if (banned.contains(gateway)) {
      answers.put(gateway, "sent wrong content");
      return false;
    }
    try {
      keep(cid, client.block(gateway, cid));
      return true;
    } catch (GatewayException e) {
      note(gateway, cid, e);
      answers.put(gateway, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void keep(Cid cid, byte[] block) throws IOException {
    fetched += block.length;
    if (fetched > maxBytes) {
      throw ContentException.tooLarge("more than " + maxBytes + " bytes to fetch");
    }
    sink.put(cid, block);
  }

  private void note(URI gateway, Cid cid, GatewayException e) {
    String name = GatewayClient.name(gateway);
    if (e.kind() == GatewayException.Kind.LIED) {
      banned.add(gateway);
      LOG.warn("Gateway {} is not to be trusted: it {}", name, e.getMessage());
    } else {
      LOG.info("Gateway {} did not give {}: it {}", name, cid, e.getMessage());
    }
  }

  private static String describe(Cid cid, Map<URI, String> answers) {
    if (answers.isEmpty()) {
      return "block " + cid + " is not in the store and no gateway is configured";
    }
    StringJoiner out =
        new StringJoiner("; ", "block " + cid + " is neither in the store nor at a gateway: ", "");
    answers.forEach((gateway, answer) -> out.add(GatewayClient.name(gateway) + " " + answer));
    return out.toString();
  }
}
