package dev.nephelite.function.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.worker.DebuggerAgent.State;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebuggerAgentTest {
    private static final Map<Long, String> THREADS = Map.of(1L, "main", 2L, "Resize (Id: 1)", 3L, "Upload (Id: 2)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y",
                "-Xrunjdwp:transport=dt_socket",
                "-agentpath:/opt/jdk/lib/libjdwp.so=server=y"
            })
    void isOption_knowsTheAgent(String option) {
        assertThat(DebuggerAgent.isOption(option)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx96m", "-agentlib:hprof", "-agentpath:/opt/profiler.so", "-Dname=-agentlib:jdwp"})
    void isOption_knowsOthers(String option) {
        assertThat(DebuggerAgent.isOption(option)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005 | 5005
            -agentlib:jdwp=transport=dt_socket,address=*:5006,server=y                   | 5006
            -agentlib:jdwp=transport=dt_socket,server=y,address=[::1]:5007               | 5007
            -Xrunjdwp:transport=dt_socket,server=y,address=8000                          | 8000
            """)
    void port_isThatOfTheAddress(String option, int port) {
        assertThat(DebuggerAgent.port(option)).hasValue(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=n,address=127.0.0.1:5005",
                "-agentlib:jdwp=transport=dt_socket,server=y",
                "-agentlib:jdwp=transport=dt_socket,server=y,address=127.0.0.1:0"
            })
    void port_isUnknown_ifTheAgentConnectsItself_orTheSystemChooses(String option) {
        assertThat(DebuggerAgent.port(option)).isEmpty();
    }

    @Test
    void held_namesFunctionsOnly_ifThereAreSome() {
        State state = new State(true, THREADS);

        assertThat(state.held(Map.of(2L, "Resize", 3L, "Upload"))).containsExactlyInAnyOrder("Resize", "Upload");
    }

    @Test
    void held_namesThreads_unlessThereAreMany() {
        assertThat(new State(true, Map.of(1L, "main")).held(Map.of())).containsExactly("thread 'main'");
        assertThat(new State(true, Map.of(1L, "a", 2L, "b", 3L, "c", 4L, "d")).held(Map.of()))
                .containsExactly("4 threads");
        assertThat(new State(true, Map.of()).held(Map.of())).isEmpty();
    }
}
