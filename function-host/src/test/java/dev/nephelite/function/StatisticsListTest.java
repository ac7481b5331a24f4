package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.function.invocation.InvocationStatistics.FunctionStatistics;
import dev.nephelite.function.worker.Usage.ColdStart;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsListTest {
    private final StatisticsList list = new StatisticsList(List.of(
            new FunctionStatistics(
                    "hello",
                    3,
                    1,
                    Duration.ofNanos(1_500_000),
                    Duration.ofMillis(20),
                    Duration.ofMillis(30),
                    1,
                    Duration.ofMillis(4),
                    5_000,
                    new ColdStart(
                            Duration.ofMillis(400),
                            Duration.ofMillis(30),
                            Duration.ofMillis(2),
                            Duration.ofMillis(10))),
            new FunctionStatistics(
                    "never", 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, 0, null)));

    @Test
    void parse_readsWhatJsonWrites() {
        assertThat(StatisticsList.parse(list.json())).isEqualTo(list);
    }

    @Test
    void json_hasDurationsInMilliseconds() {
        assertThat(list.json())
                .contains("\"p50\" : 1.5", "\"jvm\" : 400.0", "\"classLoading\" : 30.0", "\"lastColdStart\" : null");
    }

    @Test
    void parse_refusesSomethingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> StatisticsList.parse("<html>"));
    }
}
