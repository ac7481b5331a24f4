package dev.nephelite.function.java.maven;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a {@code pom.xml} that can be read without Maven. A file that cannot be read is treated as empty; Maven will
 * report the error.
 *
 * @param folder the folder of the file
 */
public record Pom(Path folder, XmlElement project) {
    public static final String FILE = "pom.xml";

    private static final String FUNCTIONS_PLUGIN = "azure-functions-maven-plugin";
    private static final String QUARKUS_EXTENSION = "quarkus-azure-functions";
    private static final XmlElement NOTHING = new XmlElement("project", "", List.of());
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");
    private static final int MAX_ANCESTORS = 20;

    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    public static Pom in(Path folder) {
        try (InputStream content = Files.newInputStream(folder.resolve(FILE))) {
            return new Pom(folder, XmlElement.parse(content));
        } catch (IOException | StorageException unreadable) {
            return new Pom(folder, NOTHING);
        }
    }

    /** Whether the project only has modules and no classes. */
    public boolean isAggregator() {
        return project.textOf("packaging")
                .map(String::strip)
                .filter("pom"::equals)
                .isPresent();
    }

    /** Whether the project builds a function app and not a library. */
    public boolean buildsFunctions() {
        return plugins().anyMatch(plugin -> isArtifact(plugin, FUNCTIONS_PLUGIN)) || usesQuarkus();
    }

    /** Whether Quarkus generates the functions when it packages the project. */
    public boolean usesQuarkus() {
        return dependencies().anyMatch(artifact -> artifact.startsWith(QUARKUS_EXTENSION));
    }

    /** The artifact ids of the direct dependencies. */
    private Stream<String> dependencies() {
        return project.child("dependencies").stream()
                .flatMap(all -> all.children("dependency"))
                .flatMap(dependency -> dependency.textOf("artifactId").stream())
                .map(String::strip);
    }

    private Stream<XmlElement> plugins() {
        return project.child("build").stream()
                .flatMap(build -> build.child("plugins").stream())
                .flatMap(plugins -> plugins.children("plugin"));
    }

    private Stream<XmlElement> managedPlugins() {
        return project.child("build").stream()
                .flatMap(build -> build.child("pluginManagement").stream())
                .flatMap(management -> management.child("plugins").stream())
                .flatMap(plugins -> plugins.children("plugin"));
    }

    private static boolean isArtifact(XmlElement plugin, String artifact) {
        return plugin.textOf("artifactId")
                .map(String::strip)
                .filter(artifact::equals)
                .isPresent();
    }

    /** A parameter of Azure's plugin that this project or its nearest ancestor sets. */
    public Optional<String> functionsPlugin(String parameter) {
        List<Pom> family = family();
        return family.stream()
                .flatMap(pom -> Stream.concat(pom.plugins(), pom.managedPlugins()))
                .filter(plugin -> isArtifact(plugin, FUNCTIONS_PLUGIN))
                .flatMap(plugin -> plugin.child("configuration").stream())
                .flatMap(configuration -> configuration.textOf(parameter).stream())
                .map(value -> resolved(value.strip(), family))
                .filter(value -> !value.isEmpty() && !value.contains("${"))
                .findFirst();
    }

    private String resolved(String text, List<Pom> family) {
        Map<String, String> properties = new HashMap<>();
        family.stream()
                .flatMap(pom -> pom.project.child("properties").stream())
                .flatMap(all -> all.children().stream())
                .forEach(property ->
                        properties.putIfAbsent(property.name(), property.text().strip()));
        for (String base : List.of("basedir", "project.basedir", "pom.basedir")) {
            properties.put(base, folder.toString());
        }
        properties.put("project.build.directory", folder.resolve("target").toString());
        String resolved = text;
        for (int depth = 0; depth < MAX_ANCESTORS && resolved.contains("${"); depth++) {
            resolved = PROPERTY.matcher(resolved)
                    .replaceAll(name -> Matcher.quoteReplacement(properties.getOrDefault(name.group(1), name.group())));
        }
        return resolved;
    }

    /** This project and its ancestors on disk, the nearest first. */
    List<Pom> family() {
        return Stream.iterate(Optional.of(this), Optional::isPresent, pom -> pom.flatMap(Pom::parent))
                .flatMap(Optional::stream)
                .limit(MAX_ANCESTORS)
                .toList();
    }

    private Optional<Pom> parent() {
        return project.child("parent").flatMap(parent -> {
            String path = parent.textOf("relativePath").map(String::strip).orElse("..");
            return path.isEmpty() ? Optional.empty() : projectAt(path).map(Pom::in);
        });
    }

    /** The folders of all modules, including nested modules and those of profiles. */
    public Set<Path> modules() {
        Set<Path> modules = new HashSet<>();
        addModules(modules);
        return modules;
    }

    private void addModules(Set<Path> modules) {
        Stream<XmlElement> profiles = project.child("profiles").stream().flatMap(all -> all.children("profile"));
        Stream.concat(Stream.of(project), profiles)
                .flatMap(part -> part.child("modules").stream())
                .flatMap(all -> all.children("module"))
                .flatMap(module -> projectAt(module.text().strip()).stream())
                .filter(modules::add)
                .forEach(module -> in(module).addModules(modules));
    }

    /** The folder of another project, which may be given by its folder or its file. */
    private Optional<Path> projectAt(String path) {
        Path named = folder.resolve(path).normalize();
        Path place = Files.isRegularFile(named) ? named.resolveSibling("").normalize() : named;
        return Optional.of(place).filter(Pom::isIn);
    }

    /**
     * The folder in which this project must be built: the folder of the outermost project of which it is a module if it
     * depends on another module of that project, else its own folder, where fewer things can fail.
     */
    public Path reactor() {
        Pom outermost = Stream.iterate(Optional.of(this), Optional::isPresent, pom -> pom.flatMap(Pom::aggregator))
                .flatMap(Optional::stream)
                .limit(MAX_ANCESTORS)
                .reduce(this, (inner, outer) -> outer);
        Set<String> modules = outermost.modules().stream()
                .flatMap(module -> in(module).project.textOf("artifactId").stream())
                .map(String::strip)
                .collect(Collectors.toSet());
        boolean dependsOnModule = family().stream().flatMap(Pom::dependencies).anyMatch(modules::contains);
        return dependsOnModule ? outermost.folder : folder;
    }

    /** The project that has this one as a module: the one above it on disk, or its parent, which may be beside it. */
    private Optional<Pom> aggregator() {
        Stream<Pom> above = Optional.ofNullable(folder.getParent()).filter(Pom::isIn).map(Pom::in).stream();
        return Stream.concat(above, parent().stream())
                .filter(pom -> pom.modules().contains(folder))
                .findFirst();
    }
}
