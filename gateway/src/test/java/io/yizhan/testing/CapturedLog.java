package io.yizhan.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged while a test class runs, at the levels {@code serve} logs at; the gateway's own loggers even tell what is only
 * for finding faults. Register it before anything that logs ({@code @Order}).
 */
public final class CapturedLog implements BeforeAllCallback, AfterAllCallback {
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    /** @param text message, arguments and the whole of what was thrown */
    public record Line(String logger, String message, String text) {
        private static Line of(ILoggingEvent event) {
            String thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            String all = String.join(
                    "\n", event.getFormattedMessage(), Arrays.toString(event.getArgumentArray()), thrown, event.getMDCPropertyMap().toString());
            return new Line(event.getLoggerName(), event.getFormattedMessage(), all);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws JoranException {
        LoggerContext logback = configured("/logback.xml");
        logback.getLogger("io.yizhan").setLevel(Level.ALL);
        logback.getLogger("exchange").setLevel(Level.ALL);
        Logger root = logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender(logback));
    }

    private AppenderBase<ILoggingEvent> appender(LoggerContext logback) {
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(Line.of(event));
            }
        };
        appender.setContext(logback);
        appender.start();
        return appender;
    }

    @Override
    public void afterAll(ExtensionContext context) throws JoranException {
        configured("/logback-test.xml");
    }

    private static LoggerContext configured(String resource) throws JoranException {
        LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        URL file = CapturedLog.class.getResource(resource);
        logback.reset();
        logback.putProperty("yizhan.log.level", "INFO");
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(logback);
        joran.doConfigure(file);
        return logback;
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    public List<String> of(String logger) {
        return lines.stream().filter(line -> line.logger().equals(logger)).map(Line::message).toList();
    }
}
