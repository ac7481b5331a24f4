package dev.nephelite.function.log;

import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.InvalidAppException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A log without the lines that {@code host.json} does not want, or, where it says nothing, the log itself. */
public final class FilteredLog implements HostLog {
    private final HostLog log;
    private final LogLevels levels;

    /**
     * Makes a log that passes on to {@code log} what {@code settings} let through.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if they name a level that there is not
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

    /**
     * Which lines a log shows: the longest name that a category begins with decides, and {@code default} where none does.
     */
    static final class LogLevels {
        private static final String DEFAULT = "default";

        private final Map<String, LogLevel> byCategory;
        private final Map<String, LogLevel> otherwise;

        /** Categories that were asked for; there are but a few for each function. */
        private final Map<String, LogLevel> known = new ConcurrentHashMap<>();

        private LogLevels(Map<String, LogLevel> byCategory, Map<String, LogLevel> otherwise) {
            this.byCategory = byCategory;
            this.otherwise = otherwise;
        }

        /**
         * Reads the section {@code logging.logLevel} of {@code host.json}.
         *
         * @throws InvalidAppException if it names a level that there is not
         */
        static LogLevels of(Map<String, String> logLevels) {
            return new LogLevels(parsed(logLevels), Map.of());
        }

        /** These levels, and others for categories about which they say nothing, not even by a {@code default}. */
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
            return level.compareTo(known.computeIfAbsent(category, this::least)) >= 0;
        }

        private LogLevel least(String category) {
            String name = category.toLowerCase(Locale.ROOT);
            return find(name, byCategory).or(() -> find(name, otherwise)).orElse(LogLevel.INFORMATION);
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
