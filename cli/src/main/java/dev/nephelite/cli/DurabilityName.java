package dev.nephelite.cli;

import dev.nephelite.emulator.store.disk.Durability;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the command line spells what an acknowledged write survives. */
final class DurabilityName implements ITypeConverter<Durability>, Iterable<String> {
    @Override
    public Durability convert(String name) {
        return Arrays.stream(Durability.values())
                .filter(durability -> name(durability).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("'" + name + "' is none of " + String.join(", ", this) + "."));
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.of(Durability.values()).map(DurabilityName::name).iterator();
    }

    private static String name(Durability durability) {
        return durability.name().toLowerCase(Locale.ROOT);
    }
}
