package io.alternatefutures.routing.policy;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with routes, collected so that their author sees all of it at once. */
public final class Problems {
  private static final int MOST = 100;

  private final List<String> messages = new ArrayList<>();

  /** Adds a whole message; beyond {@value #MOST} they are left out. */
  public void add(String message) {
    if (messages.size() < MOST) {
      messages.add(message);
    }
  }

  /** Says that what is at {@code path} was {@code actual} and not as expected. */
  void add(String path, String expected, String actual) {
    add(path + ": expected " + expected + ", not " + actual);
  }

  public boolean isEmpty() {
    return messages.isEmpty();
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }
}
