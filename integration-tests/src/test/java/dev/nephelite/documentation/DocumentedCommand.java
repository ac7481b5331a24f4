package dev.nephelite.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command in a fenced code block. Where a block has lines that begin with {@code $ }, those are the commands and the
 * lines below each are its output. In any other block, each line is a command.
 *
 * @param place document and line
 * @param section the nearest heading of the second level above, empty where there is none
 * @param text what the reader types, continued lines joined
 * @param output the lines shown below it, or null in a block without output
 */
record DocumentedCommand(
        String place, String section, String text, @Nullable List<String> output) {
    private static final String FENCE = "```";
    private static final String PROMPT = "$ ";
    private static final Set<String> COMMANDS = Set.of("", "sh", "console");

    /** Diagrams, and files of build servers, whose commands {@link DocumentedFactsTest} checks. */
    private static final Set<String> NO_COMMANDS = Set.of("mermaid", "yaml", "groovy", "text");

    /** All commands of a Markdown document, in order. */
    static List<DocumentedCommand> in(Path document) throws IOException {
        List<String> lines = Files.readAllLines(document);
        List<DocumentedCommand> commands = new ArrayList<>();
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (line.stripLeading().startsWith(FENCE)) {
                int end = endOfBlock(document, lines, i);
                commands.addAll(inBlock(document.getFileName().toString(), section, lines, i, end));
                i = end;
            } else if (line.startsWith("    ") && i > 0 && lines.get(i - 1).isBlank()) {
                throw new AssertionError(document + ":" + (i + 1) + " is an indented code block; fence it with " + FENCE
                        + " so that it is tested");
            }
        }
        return commands;
    }

    private static int endOfBlock(Path document, List<String> lines, int start) {
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE)) {
                return i;
            }
        }
        throw new AssertionError(document + ":" + (start + 1) + " opens a code block that never ends");
    }

    private static List<DocumentedCommand> inBlock(
            String document, String section, List<String> lines, int start, int end) {
        String language = lines.get(start).strip().substring(FENCE.length());
        if (NO_COMMANDS.contains(language) || DocumentedCodeTest.LANGUAGES.contains(language)) {
            return List.of();
        }
        if (!COMMANDS.contains(language)) {
            throw new AssertionError(document + ":" + (start + 1) + " is a block of " + language
                    + ", which no test reads. Show commands, or teach this test the language.");
        }
        int indent = lines.get(start).indexOf(FENCE);
        List<String> block = lines.subList(start + 1, end).stream()
                .map(line -> line.substring(Math.min(indent, line.length())))
                .toList();
        boolean showsOutput = block.stream().anyMatch(line -> line.startsWith(PROMPT));
        List<DocumentedCommand> commands = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            String place = document + ":" + (start + 2 + i);
            StringBuilder text = new StringBuilder(block.get(i));
            while (text.toString().endsWith("\\")) {
                i++;
                text.append('\n').append(block.get(i));
            }
            if (!showsOutput) {
                if (!text.toString().isBlank()) {
                    commands.add(new DocumentedCommand(place, section, text.toString(), null));
                }
                continue;
            }
            if (!text.toString().startsWith(PROMPT)) {
                throw new AssertionError(place + " is output of no command: begin the command's line with " + PROMPT);
            }
            List<String> output = new ArrayList<>();
            while (i + 1 < block.size() && !block.get(i + 1).startsWith(PROMPT)) {
                i++;
                output.add(block.get(i));
            }
            commands.add(new DocumentedCommand(place, section, text.substring(PROMPT.length()), output));
        }
        return commands;
    }

    /** The name of the program that runs, behind the variables that are set for it. */
    String program() {
        String word = text.replaceFirst("^(\\w+=\\S*\\s+)+", "").split("\\s", 2)[0];
        return word.substring(word.lastIndexOf('/') + 1);
    }

    /** Whether it starts the product, which then runs until the next start. */
    boolean isStart() {
        return text.matches("(?s)(\\./)?nephelite start\\b.*");
    }

    /** Whether it ends what a start has started. */
    boolean isStop() {
        return text.matches("(\\./)?nephelite stop\\b.*");
    }

    /** Whether it runs until somebody interrupts it. */
    boolean isFollowing() {
        return program().equals("nephelite") && text.matches("(?s).* (-f|--follow)\\b.*");
    }

    /** Whether it changes nothing, so that it may be repeated until functions have done their work. */
    boolean isRead() {
        return text.matches("(\\./)?nephelite (functions|logs|events)\\b.*")
                || (program().equals("curl") && !text.matches("(?s).* (-T|-d|-X|--data\\S*|-F|--request)\\b.*"));
    }
}
