package io.alternatefutures.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A radix tree over pattern keys that finds the first, in the order of preference, of all patterns
 * that match a path. A pattern's rank is its place in that order; every node knows the lowest rank
 * below it, so that branches that cannot improve on what was found are not entered.
 *
 * <p>Bound: a search visits each pair of node and path position at most once. Without wildcards a
 * node is reached by one sequence of steps, which fixes the position. Below a wildcard, each start
 * position leads to another position in each node, later starts to later positions; so the first
 * time a second wildcard is reached, it is reached at its earliest position, from which it can
 * match all that it could from later ones: later arrivals are dropped. The cost is thus at most
 * (nodes × path length), and for patterns without inner wildcards at most the nodes that spell a
 * beginning of the path. Recursion is no deeper than the longest key.
 */
final class PatternTrie {
  private static final int NONE = Integer.MAX_VALUE;
  private static final int[] NO_RANKS = {};

  private final Node root;
  private final int laterWildcards;

  private PatternTrie(Node root, int laterWildcards) {
    this.root = root;
    this.laterWildcards = laterWildcards;
  }

  /** A trie of {@code patterns}, which are in the order of preference. */
  static PatternTrie of(List<PathPattern> patterns) {
    List<Entry> entries = new ArrayList<>(patterns.size() * 2);
    for (int rank = 0; rank < patterns.size(); rank++) {
      entries.add(new Entry(patterns.get(rank).key(), rank));
      String barePrefix = patterns.get(rank).barePrefixKey();
      if (barePrefix != null) {
        entries.add(new Entry(barePrefix, rank));
      }
    }
    entries.sort(Comparator.comparing(Entry::key));
    Builder builder = new Builder(entries);
    Node root = builder.build(0, entries.size(), 0, "", 0);
    return new PatternTrie(root, builder.laterWildcards);
  }

  /** The rank of the preferred pattern that matches {@code path}; -1 when none does. */
  int find(String path) {
    Search search = new Search(path, laterWildcards);
    search.visit(root, 0);
    return search.best == NONE ? -1 : search.best;
  }

  /** The ranks of all patterns that match {@code path}, ascending. */
  int[] findAll(String path) {
    Search search = new Search(path, laterWildcards);
    BitSet all = new BitSet();
    search.all = all;
    search.visit(root, 0);
    return all.stream().toArray();
  }

  private record Entry(String key, int rank) {}

  /**
   * @param label what is matched literally on the way from the parent
   * @param firsts first characters of the children's labels, ascending
   * @param rank of the pattern that ends here
   * @param furtherRanks of other patterns that end here
   * @param lowestRank of all patterns that end here or below
   * @param laterIndex number of this node among wildcards that follow another wildcard; else -1
   */
  @SuppressWarnings("ArrayRecordComponent") // private, immutable by convention, never compared
  private record Node(
      String label,
      char[] firsts,
      Node[] children,
      @Nullable Node parameter,
      @Nullable Node wildcard,
      int rank,
      int[] furtherRanks,
      int lowestRank,
      int laterIndex) {
    @Nullable Node child(char first) {
      int low = 0;
      int high = firsts.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        char candidate = firsts[middle];
        if (candidate == first) {
          return children[middle];
        }
        if (candidate < first) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return null;
    }
  }

  /** Builds nodes from entries sorted by key. Confined to {@link #of}. */
  private static final class Builder {
    private final List<Entry> entries;
    private int laterWildcards;

    Builder(List<Entry> entries) {
      this.entries = entries;
    }

    /** The node for entries {@code from} to {@code to}, whose keys agree up to {@code depth}. */
    Node build(int from, int to, int depth, String label, int wildcardsAbove) {
      int laterIndex =
          wildcardsAbove > 1 && depthIsAfterWildcard(from, depth) ? laterWildcards++ : -1;
      int rank = NONE;
      int start = from;
      while (start < to && entries.get(start).key().length() == depth) {
        rank = Math.min(rank, entries.get(start).rank());
        start++;
      }
      int[] furtherRanks = ranksBut(rank, from, start);
      List<Node> children = new ArrayList<>();
      Node parameter = null;
      Node wildcard = null;
      int lowest = rank;
      while (start < to) {
        char first = entries.get(start).key().charAt(depth);
        int end = endOfGroup(start, to, depth, first);
        Node child;
        if (first == PathPattern.PARAMETER) {
          child = build(start, end, depth + 1, "", wildcardsAbove);
          parameter = child;
        } else if (first == PathPattern.WILDCARD) {
          child = build(start, end, depth + 1, "", wildcardsAbove + 1);
          wildcard = child;
        } else {
          String common = commonLiteral(start, end, depth);
          child = build(start, end, depth + common.length(), common, wildcardsAbove);
          children.add(child);
        }
        lowest = Math.min(lowest, child.lowestRank());
        start = end;
      }
      return node(label, children, parameter, wildcard, rank, furtherRanks, lowest, laterIndex);
    }

    private static Node node(
        String label,
        List<Node> children,
        @Nullable Node parameter,
        @Nullable Node wildcard,
        int rank,
        int[] furtherRanks,
        int lowest,
        int laterIndex) {
      char[] firsts = new char[children.size()];
      for (int i = 0; i < firsts.length; i++) {
        firsts[i] = children.get(i).label().charAt(0);
      }
      Node[] array = children.toArray(Node[]::new);
      return new Node(
          label, firsts, array, parameter, wildcard, rank, furtherRanks, lowest, laterIndex);
    }

    private int[] ranksBut(int rank, int from, int to) {
      return to - from < 2
          ? NO_RANKS
          : entries.subList(from, to).stream()
              .mapToInt(Entry::rank)
              .filter(other -> other != rank)
              .toArray();
    }

    private boolean depthIsAfterWildcard(int from, int depth) {
      return entries.get(from).key().charAt(depth - 1) == PathPattern.WILDCARD;
    }

    private int endOfGroup(int start, int to, int depth, char first) {
      int end = start + 1;
      while (end < to && entries.get(end).key().charAt(depth) == first) {
        end++;
      }
      return end;
    }

    /** What all keys of the group have in common: sorted, so what the first and the last have. */
    private String commonLiteral(int start, int end, int depth) {
      String first = entries.get(start).key();
      String last = entries.get(end - 1).key();
      int limit = Math.min(first.length(), last.length());
      int i = depth;
      while (i < limit
          && first.charAt(i) == last.charAt(i)
          && first.charAt(i) > PathPattern.WILDCARD) {
        i++;
      }
      return first.substring(depth, i);
    }
  }

  /** One search. Confined to its thread. */
  private static final class Search {
    private final String path;
    private final int laterWildcards;
    private int best = NONE;

    /** Gets every rank, so that no branch is left out; null to find the best one only. */
    private @Nullable BitSet all;

    private boolean @Nullable [] entered;

    Search(String path, int laterWildcards) {
      this.path = path;
      this.laterWildcards = laterWildcards;
    }

    /** Follows all that {@code node} offers, its label being matched up to {@code position}. */
    void visit(Node node, int position) {
      if (position == path.length()) {
        reach(node);
      } else {
        visitLiteral(node, position);
        Node parameter = node.parameter();
        if (parameter != null && parameter.lowestRank() < best) {
          int slash = path.indexOf('/', position);
          int end = slash < 0 ? path.length() : slash;
          if (end > position) {
            visit(parameter, end);
          }
        }
      }
      Node wildcard = node.wildcard();
      if (wildcard != null && wildcard.lowestRank() < best) {
        visitWildcard(wildcard, position);
      }
    }

    private void reach(Node node) {
      if (all == null) {
        best = Math.min(best, node.rank());
      } else if (node.rank() != NONE) {
        all.set(node.rank());
        for (int rank : node.furtherRanks()) {
          all.set(rank);
        }
      }
    }

    private void visitLiteral(Node node, int position) {
      Node child = node.child(path.charAt(position));
      if (child != null && child.lowestRank() < best && path.startsWith(child.label(), position)) {
        visit(child, position + child.label().length());
      }
    }

    private void visitWildcard(Node wildcard, int position) {
      reach(wildcard);
      if (wildcard.children().length == 0 || wasEntered(wildcard.laterIndex())) {
        return;
      }
      for (int i = position; i < path.length() && wildcard.lowestRank() < best; i++) {
        visitLiteral(wildcard, i);
      }
    }

    private boolean wasEntered(int laterIndex) {
      if (laterIndex < 0) {
        return false;
      }
      if (entered == null) {
        entered = new boolean[laterWildcards];
      }
      boolean before = entered[laterIndex];
      entered[laterIndex] = true;
      return before;
    }
  }
}
