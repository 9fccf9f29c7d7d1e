package io.alternatefutures.edge.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Copies of records with one component changed. */
public final class Records {
  private Records() {}

  /** A copy of {@code original} with another value of {@code component}. */
  @SuppressWarnings("unchecked") // the constructor is that of the original's class
  public static <T extends Record> T with(T original, String component, Object value) {
    RecordComponent[] components = original.getClass().getRecordComponents();
    if (Arrays.stream(components).noneMatch(c -> c.getName().equals(component))) {
      throw new IllegalArgumentException("no component " + component);
    }
    try {
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        boolean changed = components[i].getName().equals(component);
        values[i] = changed ? value : components[i].getAccessor().invoke(original);
      }
      Constructor<?> constructor = original.getClass().getDeclaredConstructor(types);
      return (T) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
