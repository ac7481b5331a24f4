package dev.nephelite.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.profile.FunctionProfile.Measure;
import dev.nephelite.cli.profile.ProfileDifference.Change;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileDifferenceTest {
    private static FunctionProfile profile(int calls) {
        FunctionProfile profile = new FunctionProfile("sum");
        for (int call = 0; call < calls; call++) {
            profile.add(Duration.ofMillis(1), false, false);
        }
        return profile;
    }

    private static void cpu(FunctionProfile profile, long milliseconds, String... frames) {
        profile.stacks(Measure.CPU).add(List.of(frames), milliseconds);
    }

    @Test
    void changes_arePerCall_andTheGreatestComesFirst() {
        FunctionProfile before = profile(10);
        cpu(before, 100, "app.Shop.sum", "app.Shop.parse");
        cpu(before, 40, "app.Shop.sum", "app.Shop.add");
        FunctionProfile after = profile(100);
        cpu(after, 1_000, "app.Shop.sum", "app.Shop.parse");
        cpu(after, 100, "app.Shop.sum", "app.Shop.add");
        cpu(after, 2_000, "app.Shop.sum", "app.Shop.find", "java.util.ArrayList.indexOf");

        ProfileDifference difference = ProfileDifference.of(before, after, Measure.CPU);

        assertThat(difference.before().total()).isEqualTo(14_000);
        assertThat(difference.after().total()).isEqualTo(31_000);
        assertThat(difference.changes())
                .containsExactly(
                        new Change("java.util.ArrayList.indexOf from app.Shop.find", 0, 20_000),
                        new Change("app.Shop.add", 4_000, 1_000));
    }

    @Test
    void changes_ofMemoryAreBytesPerCall() {
        FunctionProfile before = profile(2);
        before.stacks(Measure.ALLOCATION).add(List.of("app.Shop.sum"), 1_000);
        FunctionProfile after = profile(1);
        after.stacks(Measure.ALLOCATION).add(List.of("app.Shop.sum"), 2_000);

        assertThat(ProfileDifference.of(before, after, Measure.ALLOCATION).changes())
                .containsExactly(new Change("app.Shop.sum", 500, 2_000));
    }
}
