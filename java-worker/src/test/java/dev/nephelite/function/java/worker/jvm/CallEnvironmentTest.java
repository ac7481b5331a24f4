package dev.nephelite.function.java.worker.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CallEnvironmentTest {
    private final CallEnvironment environment = new CallEnvironment(Map.of("PATH", "/bin", "REAL", "real"));

    @Test
    void during_addsTheSettingsOfTheAppOnThisThreadOnly() {
        String seen = environment.during(Map.of("REAL", "app", "ORDERS", "here"), () -> {
            assertThat(environment)
                    .containsOnly(Map.entry("PATH", "/bin"), Map.entry("REAL", "app"), Map.entry("ORDERS", "here"))
                    .containsKey("ORDERS");
            assertThat(CompletableFuture.supplyAsync(() -> String.valueOf(environment.get("ORDERS")))
                            .join())
                    .isEqualTo("null");
            return environment.get("REAL") + environment.get("PATH") + environment.get("ORDERS");
        });

        assertThat(seen).isEqualTo("app/binhere");
        assertThat(environment).containsOnly(Map.entry("PATH", "/bin"), Map.entry("REAL", "real"));
    }

    @Test
    void during_returnsToTheSettingsOfTheOuterCall() {
        String seen = environment.during(Map.of("REAL", "outer"), () -> {
            String inner = environment.during(Map.of("REAL", "inner"), () -> String.valueOf(environment.get("REAL")));
            return inner + " in " + environment.get("REAL");
        });

        assertThat(seen).isEqualTo("inner in outer");
    }

    @Test
    void ofThisJvm_isEmptyUnlessTheJvmOpensItsEnvironment() {
        boolean open = Map.class.getModule().isOpen("java.util", CallEnvironment.class.getModule());

        assertThat(CallEnvironment.ofThisJvm().isPresent()).isEqualTo(open);
    }
}
