package dev.nephelite.function.java.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedOptionsTest {
    private static final RefusedOptions OPTIONS = new RefusedOptions(List.of("the setting JAVA_OPTS"));

    @ParameterizedTest
    @CsvSource({
        "Unrecognized VM option 'Foo'|Error: Could not create the Java Virtual Machine.,  Unrecognized VM option 'Foo'",
        "Error occurred during initialization of VM|Multiple garbage collectors selected, Multiple garbage collectors selected",
        "[0.001s][error][logging] Invalid tag 'foo'.|Error: Could not create the Java Virtual Machine., Invalid tag 'foo'",
        "Picked up JAVA_TOOL_OPTIONS: -Xx|Not known|Error: Could not create the Java Virtual Machine., Not known",
        "OpenJDK 64-Bit Server VM warning: old|Not known|Error: Could not create the Java Virtual Machine., Not known",
        "Syntax errorError: Could not create the Java Virtual Machine.,                   Syntax error"
    })
    void explain_namesTheReason(String printed, String reason) {
        assertThat(OPTIONS.explain(List.of(printed.split("\\|"))))
                .hasValue("The JVM of the functions does not start with the setting JAVA_OPTS: " + reason
                        + ". Correct the option there.");
    }

    @Test
    void explain_saysNothingOfOtherFailures() {
        assertThat(OPTIONS.explain(List.of("Error: Could not find or load main class x")))
                .isEmpty();
        assertThat(OPTIONS.explain(List.of())).isEmpty();
        assertThat(new RefusedOptions(List.of())
                        .explain(List.of("Error occurred during initialization of VM", "Too small")))
                .isEmpty();
    }
}
