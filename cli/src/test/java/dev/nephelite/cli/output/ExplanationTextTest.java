package dev.nephelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.Subject;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplanationTextTest {
    @Test
    void lines_beginWithTheVerdictAndItsRemedy() {
        Explanation explanation = Explanation.of(
                "ship",
                "queueTrigger",
                Subject.of(Subject.Kind.MESSAGE, "book"),
                List.of(
                        Fact.of(
                                Fact.Kind.SOURCE,
                                "Function 'ship' runs for each message of the queue 'orders' in the account 'devstoreaccount1'."),
                        Fact.of(
                                Fact.Kind.DISABLED,
                                "Function 'ship' is disabled by the setting AzureWebJobs.ship.Disabled.",
                                "Remove that, or set it to false, and start the host again.")));

        assertThat(new ExplanationText(explanation).lines())
                .containsExactly(
                        "Function 'ship' is disabled by the setting AzureWebJobs.ship.Disabled.",
                        "  > Remove that, or set it to false, and start the host again.",
                        "- Function 'ship' runs for each message of the queue 'orders' in the account",
                        "  'devstoreaccount1'.");
        assertThat(Explanation.parse(explanation.json())).isEqualTo(explanation);
    }
}
