package io.alternatefutures.routing.policy;

import java.util.List;
import java.util.Map;

/**
 * Fields removed from a message, then fields set in it.
 *
 * @param set names and values, each in the place of all of that name
 * @param remove names
 */
public record HeaderEdits(Map<String, String> set, List<String> remove) {
  /** Nothing changes. */
  public static final HeaderEdits NONE = new HeaderEdits(Map.of(), List.of());

  public HeaderEdits {
    set = Map.copyOf(set);
    remove = List.copyOf(remove);
  }

  /**
   * Reads the edits of one direction from {@code setHeaders} and {@code removeHeaders}.
   *
   * @param direction {@code request} or {@code response}
   */
  static HeaderEdits read(OptionReader set, OptionReader remove, String direction) {
    Map<String, String> values = set.textMap(direction);
    values.forEach((name, value) -> {
      if (!Tokens.isEditable(name) || !Tokens.isFieldValue(value)) {
        set.wrong(
            direction,
            "fields that a route may set (\"" + name + "\" or its value is not one of them)");
      }
    });
    List<String> names = remove.texts(direction);
    if (!names.stream().allMatch(Tokens::isEditable)) {
      remove.wrong(direction, "names of fields that a route may remove");
    }
    return new HeaderEdits(values, names);
  }

  public boolean isEmpty() {
    return set.isEmpty() && remove.isEmpty();
  }

  String text() {
    return (set.isEmpty() ? "" : " set " + String.join(", ", set.keySet()))
        + (remove.isEmpty() ? "" : " remove " + String.join(", ", remove));
  }
}
