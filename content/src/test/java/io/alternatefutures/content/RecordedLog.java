package io.alternatefutures.content;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What this module logs while it is open. */
final class RecordedLog implements AutoCloseable {
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(ContentStore.class.getPackageName());
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  RecordedLog() {
    appender.start();
    logger.addAppender(appender);
  }

  List<String> warnings() {
    return List.copyOf(appender.list).stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    appender.stop();
  }
}
