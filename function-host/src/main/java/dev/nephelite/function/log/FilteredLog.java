package dev.nephelite.function.log;

import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.worker.LogLevel;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A log without the lines that {@code host.json} filters out. If {@code host.json} sets no level, the levels of the log
 * itself apply.
 */
public final class FilteredLog implements HostLog {
    private final HostLog log;
    private final LogLevels levels;

    /**
     * A log that passes on to {@code log} the lines that {@code settings} allow.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if the settings name an unknown level
     */
    public FilteredLog(HostLog log, HostSettings settings) {
        this.log = log;
        levels = LogLevels.of(settings.logLevels()).or(log.levels());
    }

    @Override
    public boolean shows(String category, LogLevel level) {
        return levels.shows(category, level) && log.shows(category, level);
    }

    @Override
    public void write(LogLine line) {
        if (levels.shows(line.category(), line.level())) {
            log.write(line);
        }
    }

    /** Which lines a log shows: the longest prefix of the category decides, or {@code default} if no prefix matches. */
    static final class LogLevels {
        private static final String DEFAULT = "default";

        private final Map<String, LogLevel> byCategory;
        private final Map<String, LogLevel> fallback;

        /** Cache by category; there are only a few categories per function. */
        private final Map<String, LogLevel> cache = new ConcurrentHashMap<>();

        private LogLevels(Map<String, LogLevel> byCategory, Map<String, LogLevel> fallback) {
            this.byCategory = byCategory;
            this.fallback = fallback;
        }

        /**
         * Reads the section {@code logging.logLevel} of {@code host.json}.
         *
         * @throws InvalidAppException if it names an unknown level
         */
        static LogLevels of(Map<String, String> logLevels) {
            return new LogLevels(parsed(logLevels), Map.of());
        }

        /** These levels, and {@code logLevels} for categories that they do not cover, not even by a {@code default}. */
        LogLevels or(Map<String, String> logLevels) {
            return new LogLevels(byCategory, parsed(logLevels));
        }

        private static Map<String, LogLevel> parsed(Map<String, String> logLevels) {
            return logLevels.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            entry -> entry.getKey().toLowerCase(Locale.ROOT),
                            entry -> level(entry.getKey(), entry.getValue())));
        }

        private static LogLevel level(String category, String name) {
            try {
                return LogLevel.valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException refused) {
                throw new InvalidAppException(
                        ("host.json: 'logging.logLevel.%s' is '%s', but it must be"
                                        + " Trace, Debug, Information, Warning, Error, Critical or None.")
                                .formatted(category, name),
                        refused);
            }
        }

        boolean shows(String category, LogLevel level) {
            return level.compareTo(cache.computeIfAbsent(category, this::minimum)) >= 0;
        }

        private LogLevel minimum(String category) {
            String name = category.toLowerCase(Locale.ROOT);
            return find(name, byCategory).or(() -> find(name, fallback)).orElse(LogLevel.INFORMATION);
        }

        private static Optional<LogLevel> find(String category, Map<String, LogLevel> levels) {
            return levels.keySet().stream()
                    .filter(category::startsWith)
                    .max(Comparator.comparingInt(String::length))
                    .or(() -> Optional.of(DEFAULT))
                    .map(levels::get);
        }
    }
}
