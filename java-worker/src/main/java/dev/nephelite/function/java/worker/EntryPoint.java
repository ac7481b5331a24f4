package dev.nephelite.function.java.worker;

/** The Java method of a function, written {@code com.example.Functions.upload} in {@code function.json}. */
public record EntryPoint(String className, String methodName) {
    public static EntryPoint parse(String text) {
        int dot = text.lastIndexOf('.');
        if (dot <= 0 || dot == text.length() - 1) {
            throw new IllegalArgumentException(
                    "The entryPoint '" + text + "' must be a class name, a dot and a method name.");
        }
        return new EntryPoint(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public String toString() {
        return className + "." + methodName;
    }
}
