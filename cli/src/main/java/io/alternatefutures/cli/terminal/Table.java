package io.alternatefutures.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Columns for people. The last column is not padded. */
public final class Table {
  private static final int GAP = 2;

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  /** Adds a row with one cell for each heading. */
  public void add(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + headings.size());
    }
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(Printable.line(cell));
    }
    rows.add(row);
  }

  /** How many rows were added. */
  public int size() {
    return rows.size();
  }

  /** The lines of the table, its headings first. */
  public List<String> lines(Style style) {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = width(headings.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(style.bold(line(headings, widths)));
    for (List<String> row : rows) {
      lines.add(line(row, widths));
    }
    return lines;
  }

  public void print(Terminal terminal) {
    lines(terminal.outStyle()).forEach(terminal::print);
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append(cell);
      if (column < widths.length - 1) {
        line.repeat(' ', widths[column] - width(cell) + GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
