package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content by CID: taken in as files, trees or CAR archives or fetched from trustless gateways, kept
 * on disk and verified on every read. A CID is announced — returned by a method here — only after
 * everything under it is on the disk.
 *
 * <p>Whatever is taken in is pinned: it stays until {@link #delete} is called for its root, and
 * blocks shared with other pinned roots stay then too. Methods block; safe for use by several
 * threads and by several processes on one directory, of which each has one store open.
 */
public final class ContentStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContentStore.class);

  private final ContentSettings settings;
  private final Peers peers;
  private final InstantSource clock;
  private final BlockStore blocks;
  private final PinList pins;
  private final StoreGate gate;
  private final GatewayClient client;
  private final UnixFsReader reader;
  private final SharedFetches fetches = new SharedFetches();

  private ContentStore(ContentSettings settings, Peers peers, InstantSource clock)
      throws IOException {
    this.peers = peers;
    this.settings = settings;
    this.clock = clock;
    Path directory = settings.directory();
    this.blocks = BlockStore.open(directory);
    this.pins = PinList.open(directory.resolve("pins"));
    StagingArea.sync(directory);
    this.gate = StoreGate.open(directory.resolve("gate"));
    this.client = new GatewayClient(settings.connectTimeout(), settings.gatewayTimeout(), peers);
    this.reader = new UnixFsReader(new RepairingSource(blocks, this::fetchBlock, clock));
  }

  /** Opens the store, creating its directory when needed. */
  public static ContentStore open(ContentSettings settings) throws IOException {
    return open(settings, Peers.none());
  }

  /** Opens the store; what is missing is looked for at {@code peers} before the gateways. */
  public static ContentStore open(ContentSettings settings, Peers peers) throws IOException {
    return new ContentStore(settings, peers, InstantSource.system());
  }

  static ContentStore open(ContentSettings settings, InstantSource clock) throws IOException {
    return new ContentStore(settings, Peers.none(), clock);
  }

  /**
   * Takes in a CAR archive with one root. The archive must hold everything under the root that is
   * not here already; blocks that are not under it are not kept. When this fails, nothing of it is
   * kept.
   *
   * @param byteLimit largest archive that is accepted, in bytes
   * @return the root
   * @throws ContentException {@code CONTENT_INVALID} when the archive is malformed, a block does
   *     not hash to its CID or something is missing; {@code CONTENT_TOO_LARGE}; {@code
   *     CONTENT_STORAGE_FULL}
   */
  public Cid importCar(InputStream car, long byteLimit) throws IOException {
    return takeIn(batch -> {
      InputStream bounded =
          new BufferedInputStream(new MeteredInputStream(car, byteLimit, "CAR"), 1 << 16);
      CarReader archive = new CarReader(bounded);
      Cid root = onlyRoot(archive.roots());
      for (Optional<CarBlock> next = archive.next(); next.isPresent(); next = archive.next()) {
        batch.put(next.get().cid(), next.get().bytes());
      }
      return root;
    });
  }

  /** Takes in a file of all bytes of {@code content}, which stays open. */
  public Cid addFile(InputStream content) throws IOException {
    return takeIn(batch -> new UnixFsWriter(batch).addFile(content).cid());
  }

  /**
   * Takes in a file.
   *
   * @param byteLimit largest file that is accepted, in bytes
   * @throws ContentException {@code CONTENT_TOO_LARGE} when it is larger; nothing of it is kept
   */
  public Cid addFile(InputStream content, long byteLimit) throws IOException {
    return addFile(new MeteredInputStream(content, byteLimit, "file"));
  }

  /** Takes in a file. */
  public Cid addFile(byte[] content) throws IOException {
    return addFile(new ByteArrayInputStream(content));
  }

  /** Takes in what is at {@code path}; see {@link UnixFsWriter#addTree}. */
  public Cid addTree(Path path) throws IOException {
    return takeIn(batch -> new UnixFsWriter(batch).addTree(path).cid());
  }

  /** Whether everything under {@code root} is here. */
  public boolean has(Cid root) throws IOException {
    return new Dag(blocks).isComplete(root);
  }

  /**
   * Reads a file whole, every block verified.
   *
   * @param maxBytes largest file that is accepted
   * @throws ContentException {@code CONTENT_CORRUPT} or {@code CONTENT_UNAVAILABLE} when a block is
   *     bad or missing and no gateway had it; {@code CONTENT_TOO_LARGE}; {@code CONTENT_WRONG_TYPE}
   *     when the CID names no file; {@code CONTENT_INVALID} when its nodes are malformed
   */
  public byte[] read(Cid file, long maxBytes) throws IOException {
    return reader.read(file, maxBytes);
  }

  /** Streams a file, every block verified before its bytes are given; fails as {@link #read}. */
  public InputStream openStream(Cid file, long maxBytes) throws IOException {
    return reader.open(file, maxBytes);
  }

  /**
   * One block that is here, verified; gateways and peers are not asked.
   *
   * @throws ContentException {@code CONTENT_UNAVAILABLE} or {@code CONTENT_CORRUPT}
   */
  public byte[] block(Cid cid) throws IOException {
    return blocks.get(cid);
  }

  /** Size of a file in bytes. */
  public long size(Cid file) throws IOException {
    return reader.size(file);
  }

  /** Follows a path under a root; see {@link UnixFsReader#resolve}. */
  public Optional<UnixFsEntry> resolve(Cid root, String path) throws IOException {
    return reader.resolve(root, path);
  }

  /** The entries of a directory; see {@link UnixFsReader#list}. */
  public List<UnixFsReader.UnixFsLinkEntry> list(Cid directory) throws IOException {
    return reader.list(directory);
  }

  /**
   * Makes everything under {@code root} be here, fetching from the gateways what is not, and pins
   * it. Calls for one root at a time share one fetch. Blocks fetched before a failure stay.
   *
   * @throws ContentException {@code CONTENT_UNAVAILABLE} when no gateway gives a block, {@code
   *     CONTENT_TOO_LARGE} when more than the configured number of bytes would have to be fetched
   */
  public void ensure(Cid root) throws IOException {
    fetches.share(root, () -> fetchAll(root));
  }

  /**
   * Unpins {@code root} and removes what is under it, save what other pinned roots or imports in
   * progress need.
   *
   * @return whether the root was pinned
   * @throws ContentException {@code CONTENT_BUSY} when another process imports all the time
   */
  public boolean delete(Cid root) throws IOException {
    return gate.whileDeleting(() -> {
      boolean pinned = pins.remove(root);
      removeUnpinned(new Dag(blocks).walk(root, (cid, reason) -> false));
      return pinned;
    });
  }

  /** How many blocks there are and how large they are together. */
  public BlockStore.Statistics statistics() throws IOException {
    return blocks.statistics();
  }

  @Override
  public void close() throws IOException {
    client.close();
    gate.close();
    blocks.close();
  }

  /** Something that puts blocks into a batch and knows their root. */
  @FunctionalInterface
  private interface Intake {
    Cid fill(BlockBatch batch) throws IOException;
  }

  private Cid takeIn(Intake intake) throws IOException {
    gate.beginImport();
    BlockBatch batch = blocks.batch();
    Set<String> needless = Set.of();
    boolean done = false;
    try {
      Cid root = intake.fill(batch);
      Set<String> reachable = requireComplete(root);
      batch.commit();
      pins.add(root);
      needless = new HashSet<>(batch.added());
      needless.removeAll(reachable);
      done = true;
      return root;
    } finally {
      finish(batch, done ? needless : batch.added());
    }
  }

  private Set<String> requireComplete(Cid root) throws IOException {
    return new Dag(blocks)
        .walk(
            root,
            (cid, reason) -> {
              throw ContentException.invalid(
                  "content is incomplete: block " + cid + " under " + root + " is missing");
            });
  }

  /** Ends an import: from here on its blocks are safe only if a pin holds them. */
  private void finish(BlockBatch batch, Set<String> remove) throws IOException {
    gate.endImport();
    if (remove.isEmpty()) {
      batch.close();
      return;
    }
    try {
      gate.whileDeleting(() -> {
        batch.close();
        removeUnpinned(remove);
        return true;
      });
    } catch (ContentException e) {
      LOG.warn("{} blocks of no use stay in the store: {}", remove.size(), e.getMessage());
    } finally {
      batch.close();
    }
  }

  private void removeUnpinned(Set<String> keys) throws IOException {
    Set<String> wanted = new HashSet<>();
    for (Cid pin : pins.all()) {
      wanted.addAll(new Dag(blocks).walk(pin, (cid, reason) -> false));
    }
    for (String key : keys) {
      if (!wanted.contains(key)) {
        blocks.delete(key);
      }
    }
  }

  private void fetchAll(Cid root) throws IOException {
    gate.beginImport();
    BlockBatch batch = blocks.batch();
    try {
      FetchSession session = session(batch, settings.maxFetchBytes());
      new Dag(blocks)
          .walk(
              root,
              (cid, reason) -> {
                session.fetch(cid);
                return true;
              });
      batch.commit();
      pins.add(root);
    } finally {
      // Waits for a deletion under way, which must still find the blocks in use.
      gate.endImport();
      batch.close();
    }
  }

  private void fetchBlock(Cid cid) throws IOException {
    // A repair is asked for one block; an archive would bring everything under it again.
    session(blocks, Limits.MAX_BLOCK_BYTES).withoutArchives().fetch(cid);
  }

  private FetchSession session(BlockSink sink, long maxBytes) {
    return new FetchSession(client, peers.addresses(), settings.gateways(), sink, maxBytes, clock);
  }

  private static Cid onlyRoot(List<Cid> roots) throws ContentException {
    if (roots.size() != 1) {
      throw ContentException.invalid("CAR names " + roots.size() + " roots; expected one");
    }
    return roots.getFirst();
  }
}
