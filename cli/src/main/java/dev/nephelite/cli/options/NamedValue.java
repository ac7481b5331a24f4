package dev.nephelite.cli.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a value that is one of a few names, whose case does not matter, and lists these names for shells. */
public abstract class NamedValue<T extends Enum<T>> implements ITypeConverter<T>, Iterable<String> {
    private final Map<String, T> values = new LinkedHashMap<>();

    /** Values whose names are those of the constants in lower case. */
    protected NamedValue(T[] values) {
        this(values, value -> value.name().toLowerCase(Locale.ROOT));
    }

    protected NamedValue(T[] values, Function<T, String> name) {
        Arrays.stream(values).forEach(value -> this.values.put(name.apply(value), value));
    }

    @Override
    public T convert(String text) {
        for (Map.Entry<String, T> value : values.entrySet()) {
            if (value.getKey().equalsIgnoreCase(text)) {
                return value.getValue();
            }
        }
        throw new TypeConversionException("'" + text + "' is " + refusal());
    }

    @Override
    public Iterator<String> iterator() {
        return values.keySet().iterator();
    }

    private String refusal() {
        List<String> names = new ArrayList<>(values.keySet());
        String last = names.remove(names.size() - 1);
        return switch (names.size()) {
            case 0 -> "not supported. The only value is " + last + ".";
            case 1 -> "neither " + names.get(0) + " nor " + last + ".";
            default -> "none of " + String.join(", ", names) + " and " + last + ".";
        };
    }
}
