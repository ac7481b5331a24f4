package dev.nephelite.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.run.Payload;
import dev.nephelite.function.run.Payload.Form;
import dev.nephelite.function.run.RunDetails;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JUnit test that repeats a run, with the record of the run as a resource beside it. It passes if the function succeeds and, if the
 * run has succeeded, sets the same outputs.
 *
 * @param entryPoint the class and the method of the function, such as {@code shop.Orders.ship}
 * @param packageName of the test; empty for none
 */
public record RepeatingTest(RunRecord run, String entryPoint, String packageName) {
    /** The length of a longer output is compared instead of its text. */
    private static final int MAX_LITERAL = 2_000;

    /** The name of the test without its package. */
    public String className() {
        String name = run.summary().function().replaceAll("[^A-Za-z0-9]", "");
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Run"
                + run.summary().shortId() + "Test";
    }

    /** The package of the class of the function; empty for none. */
    public static String packageOf(String entryPoint) {
        String type = typeOf(entryPoint);
        return type.contains(".") ? type.substring(0, type.lastIndexOf('.')) : "";
    }

    private static String typeOf(String entryPoint) {
        return entryPoint.substring(0, entryPoint.lastIndexOf('.'));
    }

    /** The source of the test. */
    public String source() {
        boolean succeeded = run.summary().outcome() == Outcome.SUCCEEDED;
        String assertions = succeeded ? outputs() : "";
        String type = typeOf(entryPoint);
        String ownPackage = packageOf(entryPoint);
        String simpleName = ownPackage.isEmpty() ? type : type.substring(ownPackage.length() + 1);
        String importedType = ownPackage.equals(packageName) || ownPackage.isEmpty()
                ? ""
                : "import " + ownPackage + "." + simpleName.replaceAll("\\$.*", "") + ";\n";
        return """
                %1$s%2$simport static org.junit.jupiter.api.Assertions.assertTrue;

                %3$simport dev.nephelite.junit.NepheliteTest;
                import dev.nephelite.junit.cloud.FunctionInvocation;
                import dev.nephelite.junit.cloud.TestCloud;
                import org.junit.jupiter.api.Test;

                /** Repeats a run of %4$s that %5$s. */
                @NepheliteTest(functions = %6$s.class)
                class %7$s {
                    @Test
                    void %8$s(TestCloud cloud) {
                        FunctionInvocation run = cloud.repeat(getClass().getResource("%7$s.json"));

                        assertTrue(run.hasSucceeded(), run.failure());
                %9$s    }
                }
                """.formatted(
                        packageName.isEmpty() ? "" : "package " + packageName + ";\n\n",
                        assertions.isEmpty() ? "" : "import static org.junit.jupiter.api.Assertions.assertEquals;\n",
                        importedType,
                        run.summary().function(),
                        succeeded
                                ? "has succeeded"
                                : "has failed: " + comment(run.summary().error()),
                        simpleName.replace('$', '.'),
                        className(),
                        succeeded ? "setsTheSameOutputs" : "succeeds",
                        assertions);
    }

    private String outputs() {
        StringBuilder assertions = new StringBuilder();
        new TreeMap<>(run.details().outputs()).forEach((name, output) -> assertions.append(assertion(name, output)));
        return assertions.toString();
    }

    private static String assertion(String name, Payload output) {
        if (output.form() == Form.STREAM) {
            return "";
        }
        String text = text(output);
        boolean shown = output.complete() && text.length() <= MAX_LITERAL;
        return "        assertEquals(%s, run.output(%s).%s());\n"
                .formatted(
                        shown ? literal(text) : Long.toString(output.bytes()), literal(name), shown ? "text" : "bytes");
    }

    /** As the extension for JUnit shows it. */
    private static String text(Payload output) {
        if (output.http() == null) {
            return output.content();
        }
        return output.bytes() == 0 ? output.http().line() : output.http().line() + "\n\n" + output.content();
    }

    private static String comment(String text) {
        String line = text.lines().findFirst().orElse("");
        String sentence = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return sentence.replace("*/", "* /").replace("\\u", "\\ u").replace("@", "(at)");
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(character -> {
            switch (character) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (character < ' ' || (character >= 0x7F && character < 0xA0)) {
                        literal.append(String.format(Locale.ROOT, "\\u%04x", character));
                    } else {
                        literal.append((char) character);
                    }
                }
            }
        });
        return literal.append('"').toString();
    }

    /** The record for the resource, without what the run has logged and used. */
    public String resource() {
        RunDetails details = run.details();
        RunRecord reduced = new RunRecord(
                run.summary(),
                new RunDetails(
                        details.metadata(),
                        details.inputs(),
                        details.outputs(),
                        List.of(),
                        0,
                        "",
                        details.source(),
                        null,
                        List.of(),
                        details.omitted()));
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
        lines.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try {
            JsonMapper json = new JsonMapper();
            return json.writer(lines).writeValueAsString(json.readTree(reduced.json())) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The names of the trigger and of inputs that the record does not have all of, so that the run cannot be repeated. */
    public List<String> incompleteInputs() {
        return run.details().inputs().entrySet().stream()
                .filter(input -> !input.getValue().complete())
                .map(Map.Entry::getKey)
                .toList();
    }
}
