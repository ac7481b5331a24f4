package dev.nephelite.function.java.worker;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.java.worker.CallContext.InvocationLogger;
import dev.nephelite.function.java.worker.loading.AppClassLoader;
import dev.nephelite.function.java.worker.loading.IsolatedClasses;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InvocationLoggerTest {
    private final List<String> heard = new ArrayList<>();
    private final Logger logger = new InvocationLogger(
            new Invocation(new UUID(1, 2), "f", Map.of(), Map.of(), Invocation.Trace.NONE, null),
            (invocation, level, message) ->
                    heard.add(level + " " + message.lines().limit(2).collect(joining(" "))),
            new AppStackTraces(new IsolatedClasses(new AppClassLoader(List.of()))));

    @Test
    void log_acceptsEveryLevelWithParametersAndExceptions() {
        logger.info("one");
        logger.finest(() -> "two");
        logger.log(Level.WARNING, "{0} and {1}", new Object[] {3, "four"});
        logger.log(Level.SEVERE, "five", new IllegalStateException("six"));
        logger.entering("Class", "method");

        assertThat(heard)
                .containsExactly(
                        "INFORMATION one",
                        "TRACE two",
                        "WARNING 3 and four",
                        "ERROR five java.lang.IllegalStateException: six",
                        "TRACE ENTRY");
    }

    @Test
    void log_appliesTheLevelAndFilterOfTheFunction() {
        logger.setLevel(Level.INFO);
        logger.setFilter(entry -> !entry.getMessage().contains("secret"));

        logger.fine("too much");
        logger.info("a secret");
        logger.info("enough");

        assertThat(heard).containsExactly("INFORMATION enough");
    }

    @ParameterizedTest
    @CsvSource({"SEVERE,ERROR", "WARNING,WARNING", "INFO,INFORMATION", "CONFIG,DEBUG", "FINE,TRACE", "FINEST,TRACE"})
    void log_mapsTheLevelsOfJava(String java, LogLevel level) {
        logger.log(Level.parse(java), "line");

        assertThat(heard).containsExactly(level + " line");
    }
}
