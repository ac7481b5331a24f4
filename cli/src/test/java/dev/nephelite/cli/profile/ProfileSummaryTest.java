package dev.nephelite.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.profile.FunctionProfile.Measure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileSummaryTest {
    private final FunctionProfile profile = new FunctionProfile("thumbnail");

    @Test
    void lines_showCallsAndTheFramesThatUsedTheMostCpuTimeThemselves() {
        for (int call = 1; call <= 100; call++) {
            profile.add(Duration.ofMillis(call), call % 10 == 0, call == 1);
        }
        profile.stacks(Measure.CPU).add(List.of("app.Photos.thumbnail", "app.Photos.scale"), 20);
        profile.stacks(Measure.CPU).add(List.of("app.Photos.thumbnail", "app.Photos.crop", "app.Photos.scale"), 10);
        profile.stacks(Measure.CPU).add(List.of("app.Photos.thumbnail"), 10);
        profile.stacks(Measure.ALLOCATION).add(List.of("app.Photos.thumbnail"), 3 << 20);

        List<String> lines = ProfileSummary.lines(List.of(profile));
        assertThat(lines.get(0)).isEqualTo("Profile of functions");
        assertThat(lines.get(2).split(" {2,}|(?<=thumbnail) +"))
                .containsExactly("thumbnail", "100", "10", "50 ms", "95 ms", "99 ms", "1", "40 ms", "3.0 MiB");
        assertThat(lines.subList(3, lines.size()))
                .containsExactly("  CPU time:", "   75.0 %  app.Photos.scale", "   25.0 %  app.Photos.thumbnail");
    }

    @Test
    void lines_showWhereAFunctionWaits_ifItMostlyDoes() {
        profile.add(Duration.ofSeconds(1), false, false);
        profile.stacks(Measure.CPU).add(List.of("app.Photos.thumbnail"), 20);
        profile.stacks(Measure.WALL_CLOCK).add(List.of("app.Photos.thumbnail"), 20);
        profile.stacks(Measure.WALL_CLOCK).add(List.of("app.Photos.thumbnail", "java.lang.Thread.sleep"), 980);

        List<String> lines = ProfileSummary.lines(List.of(profile));
        assertThat(lines.subList(3, lines.size()))
                .containsExactly(
                        "  time running or waiting:",
                        "   98.0 %  java.lang.Thread.sleep from app.Photos.thumbnail",
                        "    2.0 %  app.Photos.thumbnail");
    }

    @Test
    void collapsed_hasTheHeaviestStackFirst() {
        profile.stacks(Measure.WALL_CLOCK).add(List.of("a", "b"), 1);
        profile.stacks(Measure.WALL_CLOCK).add(List.of("a", "c"), 3);
        profile.stacks(Measure.WALL_CLOCK).add(List.of("a", "b"), 1);

        assertThat(profile.stacks(Measure.WALL_CLOCK).collapsed()).containsExactly("a;c 3", "a;b 2");
    }

    @Test
    void percentile_isADurationThatOccurred() {
        profile.add(Duration.ofMillis(7), false, true);

        assertThat(profile.percentile(50)).isEqualTo(Duration.ofMillis(7));
        assertThat(profile.percentile(99)).isEqualTo(Duration.ofMillis(7));
    }
}
