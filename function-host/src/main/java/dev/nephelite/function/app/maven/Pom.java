package dev.nephelite.function.app.maven;

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
 * What can be read from a {@code pom.xml} without running Maven. A file that cannot be read says nothing; Maven itself will
 * say why.
 *
 * @param folder the folder of the file
 */
public record Pom(Path folder, XmlElement project) {
    public static final String FILE = "pom.xml";

    private static final String FUNCTIONS_PLUGIN = "azure-functions-maven-plugin";
    private static final String QUARKUS_EXTENSION = "quarkus-azure-functions";
    private static final XmlElement NOTHING = new XmlElement("project", "", List.of());
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");
    private static final int MAXIMUM_ANCESTORS = 20;

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

    /** Whether the project only bundles modules, and has no classes of its own. */
    public boolean isAggregator() {
        return project.textOf("packaging")
                .map(String::strip)
                .filter("pom"::equals)
                .isPresent();
    }

    /** Whether the project builds a function app, as opposed to a library for one. */
    public boolean buildsFunctions() {
        return plugins().anyMatch(plugin -> isArtifact(plugin, FUNCTIONS_PLUGIN)) || usesQuarkus();
    }

    /** Whether the functions only exist once Quarkus has packaged them. */
    public boolean usesQuarkus() {
        return dependencies().anyMatch(artifact -> artifact.startsWith(QUARKUS_EXTENSION));
    }

    /** Returns the artifacts that this project names as its dependencies. */
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

    /** Returns the value of a parameter of Azure's plugin, as this project or the nearest of its ancestors sets it. */
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
        for (int depth = 0; depth < MAXIMUM_ANCESTORS && resolved.contains("${"); depth++) {
            resolved = PROPERTY.matcher(resolved)
                    .replaceAll(name -> Matcher.quoteReplacement(properties.getOrDefault(name.group(1), name.group())));
        }
        return resolved;
    }

    /** Returns this project and its ancestors on disk, the nearest first. */
    List<Pom> family() {
        return Stream.iterate(Optional.of(this), Optional::isPresent, pom -> pom.flatMap(Pom::parent))
                .flatMap(Optional::stream)
                .limit(MAXIMUM_ANCESTORS)
                .toList();
    }

    private Optional<Pom> parent() {
        return project.child("parent").flatMap(parent -> {
            String path = parent.textOf("relativePath").map(String::strip).orElse("..");
            return path.isEmpty() ? Optional.empty() : projectAt(path).map(Pom::in);
        });
    }

    /** Returns the folders of the modules, those of modules included and those in profiles too. */
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

    /** Returns the folder of another project, which may be named by its folder or its file. */
    private Optional<Path> projectAt(String path) {
        Path named = folder.resolve(path).normalize();
        Path place = Files.isRegularFile(named) ? named.resolveSibling("").normalize() : named;
        return Optional.of(place).filter(Pom::isIn);
    }

    /**
     * Returns the folder in which to build this project: that of the outermost project that has it as a module, if it
     * depends on another module of that; otherwise its own, where less can be in the way.
     */
    public Path reactor() {
        Pom outermost = Stream.iterate(Optional.of(this), Optional::isPresent, pom -> pom.flatMap(Pom::aggregator))
                .flatMap(Optional::stream)
                .limit(MAXIMUM_ANCESTORS)
                .reduce(this, (inner, outer) -> outer);
        Set<String> modules = outermost.modules().stream()
                .flatMap(module -> in(module).project.textOf("artifactId").stream())
                .map(String::strip)
                .collect(Collectors.toSet());
        boolean dependsOnModule = family().stream().flatMap(Pom::dependencies).anyMatch(modules::contains);
        return dependsOnModule ? outermost.folder : folder;
    }

    /** Returns the project that has this one as a module: above it on disk, or its parent, which may lie beside it. */
    private Optional<Pom> aggregator() {
        Stream<Pom> above = Optional.ofNullable(folder.getParent()).filter(Pom::isIn).map(Pom::in).stream();
        return Stream.concat(above, parent().stream())
                .filter(pom -> pom.modules().contains(folder))
                .findFirst();
    }
}
