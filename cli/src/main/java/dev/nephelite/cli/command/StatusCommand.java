package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.process.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite status}: what runs, where, and whether it is ready. */
@Command(
        name = "status",
        description =
                "Print what runs, where, and whether it is ready. The exit code is 0 if it is ready, 9 if it is not,"
                        + " and 8 if nothing runs.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class StatusCommand implements Callable<Integer> {
    private static final String READY = "ready";

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String answer = instance.control("/v1/status").get().strip();
        JsonNode status = new JsonMapper().readTree(answer);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(answer));
        } else {
            print(status, out);
        }
        out.flush();
        return status.path("status").asText().equals(READY) ? 0 : ExitCodes.NOT_READY_IN_TIME;
    }

    private static void print(JsonNode status, PrintWriter out) {
        JsonNode endpoints = status.path("endpoints");
        String state = status.path("status").asText();
        line(
                out,
                "Status",
                state
                        + (state.equals(READY)
                                ? ""
                                : ": " + status.path("message").asText()));
        line(out, "Started", status.path("startedAt").asText());
        line(out, "Data", status.path("dataFolder").asText("in memory"));
        line(out, "Blob service", endpoints.path("blob").asText());
        line(out, "Queue service", endpoints.path("queue").asText());
        if (endpoints.has("function")) {
            line(out, "Functions", endpoints.path("function").asText() + functions(status.path("functions")));
        }
        line(out, "Control plane", endpoints.path("control").asText());
    }

    private static String functions(JsonNode functions) {
        if (!functions.isObject()) {
            return "";
        }
        int inError = functions.path("inError").asInt();
        return " (" + functions.path("total").asInt() + (inError == 0 ? "" : ", of which " + inError + " in error")
                + ")";
    }

    private static void line(PrintWriter out, String name, String value) {
        out.println(PrintableText.line("%-15s%s".formatted(name, value)));
    }
}
