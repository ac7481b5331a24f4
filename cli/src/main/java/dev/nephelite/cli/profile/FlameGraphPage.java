package dev.nephelite.cli.profile;

import dev.nephelite.cli.profile.FunctionProfile.Stacks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import one.convert.Arguments;
import one.convert.FlameGraph;

/** Draws flame graphs as HTML pages that need no other file. */
final class FlameGraphPage {
    /** The reference to its project that the library writes; a page of ours contains none. */
    private static final Pattern LINK = Pattern.compile("<a href='https?:[^>]*>([^<]*)</a>");

    /** What the library calls the unit of weights. */
    private static final Pattern UNIT = Pattern.compile("'1 sample' : (.*) \\+ ' samples'");

    private FlameGraphPage() {}

    /**
     * A flame graph.
     *
     * @param unit of the weights, such as "bytes"
     */
    static String of(String title, String unit, Stacks stacks) throws IOException {
        return page(graph(title, stacks), unit);
    }

    /** A flame graph of {@code after}: frames that take more themselves than before are red, less blue, new ones yellow. */
    static String difference(String title, String unit, Stacks before, Stacks after) throws IOException {
        FlameGraph graph = graph(title, after);
        graph.diff(graph(title, before));
        return page(graph, unit);
    }

    private static FlameGraph graph(String title, Stacks stacks) throws IOException {
        Arguments arguments = new Arguments();
        arguments.title = title;
        FlameGraph graph = new FlameGraph(arguments);
        graph.parseCollapsed(new StringReader(String.join("\n", stacks.collapsed())));
        return graph;
    }

    private static String page(FlameGraph graph, String unit) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        graph.dump(new PrintStream(page, true, StandardCharsets.UTF_8));
        String withoutLinks =
                LINK.matcher(page.toString(StandardCharsets.UTF_8)).replaceAll("$1");
        return UNIT.matcher(withoutLinks)
                .replaceFirst(
                        "'1 " + Matcher.quoteReplacement(unit) + "' : $1 + ' " + Matcher.quoteReplacement(unit) + "'");
    }
}
