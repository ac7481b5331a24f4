package dev.nephelite.cli.output;

import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import java.util.ArrayList;
import java.util.List;

/** An explanation for people: the verdict with what to do, then what else is known, each in lines of at most {@value #COLUMNS} characters. */
public record ExplanationText(Explanation explanation) {
    private static final int COLUMNS = 80;

    /** The lines, without line breaks. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<Fact> facts = explanation.facts();
        add(lines, "", explanation.verdict());
        remedy(lines, facts.get(0));
        for (Fact fact : facts.subList(1, facts.size())) {
            add(lines, "- ", fact.detail());
            remedy(lines, fact);
        }
        return lines;
    }

    private static void remedy(List<String> lines, Fact fact) {
        if (!fact.remedy().isEmpty()) {
            add(lines, "  > ", fact.remedy());
        }
    }

    /** Breaks a text at spaces; what follows the first line is indented as far as its text. */
    private static void add(List<String> lines, String begin, String text) {
        StringBuilder line = new StringBuilder(begin);
        boolean first = true;
        for (String word : PrintableText.line(text).split(" ", -1)) {
            if (!first && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(begin.length()));
                first = true;
            }
            line.append(first ? "" : " ").append(word);
            first = false;
        }
        lines.add(line.toString());
    }
}
