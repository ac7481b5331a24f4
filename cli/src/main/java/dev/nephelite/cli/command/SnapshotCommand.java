package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.remote.RemoteServer.RefusedException;
import dev.nephelite.emulator.store.snapshot.SnapshotName;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code nephelite snapshot}: saves, loads, lists and deletes states of everything that is stored. */
@Command(
        name = "snapshot",
        description = "Save everything that is stored as a named snapshot; load, list or delete snapshots.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class SnapshotCommand implements Callable<Integer> {
    private static final String RESOURCE = "/v1/snapshots";

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            converter = Action.Name.class,
            description = "save, load, list or delete.")
    private Action action;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            converter = NameOfSnapshot.class,
            description =
                    "Name of the snapshot: up to 64 letters, digits, dots, hyphens and underscores. Not with 'list'.")
    private @Nullable SnapshotName name;

    @Option(names = "--replace", description = "Let 'save' replace a snapshot of this name.")
    private boolean replace;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (replace && action != Action.SAVE) {
            throw new ParameterException(spec.commandLine(), "Only 'snapshot save' takes --replace.");
        }
        switch (action) {
            case SAVE -> {
                save(requireName());
                report("saved");
            }
            case LOAD -> {
                instance.control(RESOURCE + "/" + requireName() + "/load").send("POST", "");
                report("loaded");
            }
            case LIST -> list();
            case DELETE -> {
                instance.control(RESOURCE + "/" + requireName()).send("DELETE", "");
                report("deleted");
            }
        }
        return 0;
    }

    private void report(String done) {
        output.result(spec, "snapshot " + requireName() + " is " + done, done, requireName());
    }

    private void save(String named) throws IOException, InterruptedException {
        try {
            instance.control(RESOURCE + "/" + named).send("PUT", replace ? "{\"replace\": true}" : "");
        } catch (RefusedException refused) {
            throw refused.code().equals("SnapshotExists")
                    ? new IOException("There is a snapshot '" + named + "' already. --replace replaces it.", refused)
                    : refused;
        }
    }

    private void list() throws IOException, InterruptedException {
        if (name != null) {
            throw new ParameterException(spec.commandLine(), "'snapshot list' takes no '" + name.value() + "'.");
        }
        String answer = instance.control(RESOURCE).get();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(answer.strip()));
        } else {
            for (JsonNode snapshot : new JsonMapper().readTree(answer)) {
                out.println(PrintableText.of(snapshot.path("savedAt").asText() + "  "
                        + snapshot.path("name").asText()));
            }
        }
        out.flush();
    }

    private String requireName() {
        if (name == null) {
            throw new ParameterException(spec.commandLine(), "'snapshot " + action + "' needs the name of a snapshot.");
        }
        return name.value();
    }

    /** What is done with snapshots. */
    enum Action {
        SAVE,
        LOAD,
        LIST,
        DELETE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How the command line spells it. */
        static final class Name implements ITypeConverter<Action> {
            @Override
            public Action convert(String name) {
                return Arrays.stream(values())
                        .filter(action -> action.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new TypeConversionException("'" + name + "' is none of save, load, list and delete."));
            }
        }
    }

    /** Converts the name of a snapshot. */
    static final class NameOfSnapshot implements ITypeConverter<SnapshotName> {
        @Override
        public SnapshotName convert(String name) {
            try {
                return new SnapshotName(name);
            } catch (IllegalArgumentException invalid) {
                throw new TypeConversionException(String.valueOf(invalid.getMessage()));
            }
        }
    }
}
