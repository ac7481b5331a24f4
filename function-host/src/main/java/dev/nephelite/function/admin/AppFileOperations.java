package dev.nephelite.function.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.admin.FunctionOperations.FunctionObject;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Returns the public files of the app. Read-only. */
record AppFileOperations(HostControl host) {
    private static final String JSON = "application/json";

    /** Returns the app as a zip file, which is written while it is sent. */
    Response download(AdminRequest request) throws IOException {
        AppContent content = AppContent.of(host.app());
        return Response.of(200)
                .header("Content-Type", "application/octet-stream")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment; filename=functions.zip")
                .body(new Zip(content.root(), content.files()));
    }

    private record Zip(Path root, List<Path> files) implements Body {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            ZipOutputStream zip = new ZipOutputStream(sink.asOutputStream());
            for (Path file : files) {
                ZipEntry entry = new ZipEntry(file.toString().replace('\\', '/'));
                entry.setLastModifiedTime(Files.getLastModifiedTime(root.resolve(file)));
                zip.putNextEntry(entry);
                Files.copy(root.resolve(file), zip);
                zip.closeEntry();
            }
            zip.finish();
            zip.flush();
        }
    }

    /** Returns a file, or lists a folder. The links of function objects lead here. */
    Response view(AdminRequest request) throws IOException {
        AppContent content = AppContent.of(host.app());
        Optional<Path> found = content.find(request.name("path"));
        if (found.isEmpty()) {
            return Response.of(404);
        }
        return Files.isDirectory(found.get())
                ? AdminResponses.json(200, list(content, found.get(), request))
                : Response.of(200)
                        .header("Content-Type", type(found.get()))
                        .header("X-Content-Type-Options", "nosniff")
                        .body(new FileBody(found.get()));
    }

    private static ArrayNode list(AppContent content, Path folder, AdminRequest request) throws IOException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.sorted().toList()) {
                Optional<String> path = content.pathOf(child);
                if (path.isPresent()) {
                    list.add(
                            entry(child, FunctionObject.link(request.baseUrl(), path.get(), Files.isDirectory(child))));
                }
            }
        }
        return list;
    }

    private static ObjectNode entry(Path file, String href) throws IOException {
        boolean folder = Files.isDirectory(file);
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("name", String.valueOf(file.getFileName()));
        entry.put("size", folder ? 0 : Files.size(file));
        entry.put("mtime", Files.getLastModifiedTime(file).toString());
        entry.put("mime", folder ? "inode/directory" : type(file));
        entry.put("href", href);
        entry.put("path", file.toString());
        return entry;
    }

    private static String type(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        @Nullable String known = name.endsWith(".json") ? JSON : URLConnection.guessContentTypeFromName(name);
        // Content that a browser could run as a page of this host is returned as plain text.
        boolean active = known != null
                && List.of("text/html", "image/svg+xml", "application/xml").contains(known);
        return active ? "text/plain" : known == null ? "application/octet-stream" : known;
    }

    /** A file that is sent without reading it into memory. */
    private record FileBody(Path file, long length) implements Body {
        FileBody(Path file) throws IOException {
            this(file, Files.size(file));
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            try (FileChannel content = FileChannel.open(file)) {
                sink.transfer(content, 0, length);
            }
        }
    }
}
