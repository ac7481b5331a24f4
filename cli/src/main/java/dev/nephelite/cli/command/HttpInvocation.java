package dev.nephelite.cli.command;

import dev.nephelite.cli.options.HttpInvocationOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.cli.remote.RemoteServer;
import dev.nephelite.function.FunctionList.HostedFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** One request to a function with an HTTP trigger, and what is told of the answer. */
record HttpInvocation(RemoteServer host, CommandSpec command, OutputOptions output) {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final int FIRST_FAILURE = 400;

    /** Sends it, and returns the exit code. */
    int send(HostedFunction function, HttpInvocationOptions options, @Nullable InvocationInput input)
            throws IOException, InterruptedException {
        if (function.disabled()) {
            throw new IOException(function.name() + " is disabled, so nothing is at its address. Remove the setting"
                    + " AzureWebJobs." + function.name() + ".Disabled.");
        }
        if (output.json()) {
            throw new ParameterException(
                    command.commandLine(), "An answer over HTTP is printed as it is; leave --output out.");
        }
        String method = options.method(function.methods(), input != null);
        HttpRequest.Builder request = host.request(options.target(route(function)));
        Optional<String> ownType = options.headers().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("content-type"))
                .map(Map.Entry::getValue)
                .findFirst();
        if (input != null && ownType.isEmpty()) {
            request.header(CONTENT_TYPE, input.contentType());
        }
        options.headers().forEach(header -> request.header(header.getKey(), header.getValue()));
        BodyPublisher body = input == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(input.bytes());
        HttpResponse<byte[]> response = host.send(request.method(method, body), BodyHandlers.ofByteArray());
        tell(response, method, options.head());
        return response.statusCode() < FIRST_FAILURE ? 0 : ExitCodes.FUNCTION_FAILED;
    }

    private void tell(HttpResponse<byte[]> response, String method, boolean head) {
        PrintWriter out = command.commandLine().getOut();
        if (head) {
            out.println("HTTP/1.1 " + response.statusCode());
            response.headers()
                    .map()
                    .forEach((name, values) ->
                            values.forEach(value -> out.println(PrintableText.line(name + ": " + value))));
            out.println();
        } else {
            output.note(command, method + " " + response.uri() + " answered with status " + response.statusCode());
        }
        write(response.body(), out);
    }

    /** Text arrives in the encoding of the terminal, everything else as it is. */
    private static void write(byte[] body, PrintWriter out) {
        try {
            out.print(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)));
            out.flush();
        } catch (CharacterCodingException noText) {
            out.flush();
            System.out.write(body, 0, body.length);
            System.out.flush();
        }
    }

    /** What comes behind scheme, host and port, its parameters in braces. */
    private static String route(HostedFunction function) {
        String url = function.url() == null ? "" : function.url();
        return url.substring(url.indexOf('/', url.indexOf("://") + 3));
    }

    /** What a function is given: a text, {@code @file} for what is in a file, or {@code @-} for what is on standard input. */
    static final class InvocationInput {
        private static final String JSON = "application/json";

        private final byte[] bytes;
        private final String contentType;

        private InvocationInput(byte[] bytes, String contentType) {
            this.bytes = bytes;
            this.contentType = contentType;
        }

        static InvocationInput of(String given, InputStream standardInput) throws IOException {
            if (given.equals("@-")) {
                return guessed(standardInput.readAllBytes());
            }
            if (!given.startsWith("@")) {
                return guessed(given.getBytes(StandardCharsets.UTF_8));
            }
            Path file = Path.of(given.substring(1));
            try {
                byte[] bytes = Files.readAllBytes(file);
                boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
                return json ? new InvocationInput(bytes, JSON) : guessed(bytes);
            } catch (NoSuchFileException absent) {
                throw new IOException("--data: there is no file " + file + ".", absent);
            }
        }

        byte[] bytes() {
            return bytes;
        }

        /** What it is, as far as it can be seen. */
        String contentType() {
            return contentType;
        }

        private static InvocationInput guessed(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.indexOf('\uFFFD') >= 0) {
                return new InvocationInput(bytes, "application/octet-stream");
            }
            boolean json =
                    text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
            return new InvocationInput(bytes, json ? JSON : "text/plain; charset=utf-8");
        }
    }
}
