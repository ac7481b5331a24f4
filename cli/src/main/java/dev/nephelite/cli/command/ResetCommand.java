package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nephelite reset}: removes what is stored, and leaves everything running. */
@Command(
        name = "reset",
        description =
                "Remove everything that is stored, or what one account, one container or one queue has. The program"
                        + " keeps running.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ResetCommand implements Callable<Integer> {
    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "Remove only what this account has stored. Default: all accounts, or the first one if a"
                    + " container or queue is named.")
    private @Nullable String account;

    @Option(
            names = "--container",
            paramLabel = "NAME",
            description = "Remove only the blobs in this container, with their snapshots and versions.")
    private @Nullable String container;

    @Option(names = "--queue", paramLabel = "NAME", description = "Remove only the messages in this queue.")
    private @Nullable String queue;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (container != null && queue != null) {
            throw new ParameterException(
                    spec.commandLine(), "Name either a container or a queue. Run the command twice for both.");
        }
        Map<String, String> scope = new LinkedHashMap<>();
        putIfGiven(scope, "account", account);
        putIfGiven(scope, "container", container);
        putIfGiven(scope, "queue", queue);
        instance.control("/v1/reset").send("POST", new JsonMapper().writeValueAsString(scope));
        output.result(spec, sentence(), "status", "reset");
        return 0;
    }

    private String sentence() {
        if (container != null) {
            return "container " + container + " is empty";
        }
        if (queue != null) {
            return "queue " + queue + " is empty";
        }
        return (account == null ? "all accounts are" : "account " + account + " is") + " empty";
    }

    private static void putIfGiven(Map<String, String> scope, String name, @Nullable String value) {
        if (value != null) {
            scope.put(name, value);
        }
    }
}
