package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.ExplanationText;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.function.why.Explanation;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite why}: why a function ran, did not run, or ran several times. */
@Command(
        name = "why",
        description =
                "Explain why a function ran, did not run, or ran several times. Nothing is changed by the question.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class WhyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FUNCTION", description = "Name of the function.")
    private String function;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SUBJECT",
            description =
                    "What the question is about: a blob as container/name, the id or the text of a message, a request such"
                            + " as 'GET /api/orders', an event, a time such as 2026-01-31T12:00:00Z or '10m ago', or the id of a"
                            + " run. Default: the function in general.")
    private @Nullable String subject;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String query = "function=" + encoded(function) + (subject == null ? "" : "&about=" + encoded(subject));
        String json = instance.control("/v1/why?" + query).get();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(json.strip()));
        } else {
            new ExplanationText(Explanation.parse(json)).lines().forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
