package dev.nephelite.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebuggerArgumentsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    transport=dt_socket,server=y,suspend=n,address=5005    | --debug=5005
                    transport=dt_socket,server=y,suspend=y,address=*:8000  | --debug=8000 --suspend
                    transport=dt_socket,server=y,address=127.0.0.1:0       | --debug=0 --suspend
                    """)
    void of_takesThePortAndWhetherFunctionsWait(String agent, String arguments) throws MojoExecutionException {
        assertThat(String.join(" ", DebuggerArguments.of(agent))).isEqualTo(arguments);
    }

    @Test
    void of_namesTheRemedyIfThereIsNoPort() {
        assertThatThrownBy(() -> DebuggerArguments.of("transport=dt_socket"))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("localDebugConfig: There is no port in 'transport=dt_socket'. Write it like"
                        + " 'transport=dt_socket,server=y,suspend=n,address=5005'.");
    }
}
