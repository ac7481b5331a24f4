package dev.nephelite.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cloud.LocalCloud;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlOptionsTest {
    @Test
    void another_port_than_the_usual_one_is_reported() {
        try (LocalCloud cloud = LocalCloud.builder().controlPort(0).start()) {
            assertThat(options().note(cloud))
                    .hasValue("Port 10010 is in use, so the control plane is at "
                            + cloud.endpoints().control() + ".");
        }
    }

    @Test
    void a_port_that_was_asked_for_is_not_reported() {
        try (LocalCloud cloud = LocalCloud.builder().controlPort(0).start()) {
            assertThat(options("--control-port=0").note(cloud)).isEmpty();
        }
    }

    private static ControlOptions options(String... arguments) {
        Start command = new Start();
        new CommandLine(command).parseArgs(arguments);
        return command.control;
    }

    @Command
    private static final class Start {
        @Mixin
        private ControlOptions control;
    }
}
