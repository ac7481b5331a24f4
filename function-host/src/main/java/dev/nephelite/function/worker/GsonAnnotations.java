package dev.nephelite.function.worker;

import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Honours {@code @SerializedName} of the Gson an app brings; ours is another one, so it is known by name only. */
final class GsonAnnotations extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;
    private static final String SERIALIZED_NAME = "com.google.gson.annotations.SerializedName";

    @Override
    public @Nullable PropertyName findNameForSerialization(Annotated annotated) {
        Annotation serializedName = serializedName(annotated);
        return serializedName == null
                ? null
                : names(serializedName, "value").stream()
                        .findFirst()
                        .map(PropertyName::construct)
                        .orElse(null);
    }

    @Override
    public @Nullable PropertyName findNameForDeserialization(Annotated annotated) {
        return findNameForSerialization(annotated);
    }

    @Override
    public @Nullable List<PropertyName> findPropertyAliases(Annotated annotated) {
        Annotation serializedName = serializedName(annotated);
        return serializedName == null
                ? null
                : names(serializedName, "alternate").stream()
                        .map(PropertyName::construct)
                        .toList();
    }

    private static @Nullable Annotation serializedName(Annotated annotated) {
        AnnotatedElement element = annotated.getAnnotated();
        if (!(annotated instanceof AnnotatedField) || element == null) {
            return null;
        }
        return Arrays.stream(element.getAnnotations())
                .filter(annotation -> annotation.annotationType().getName().equals(SERIALIZED_NAME))
                .findFirst()
                .orElse(null);
    }

    private static List<String> names(Annotation annotation, String attribute) {
        try {
            Object value = annotation.annotationType().getMethod(attribute).invoke(annotation);
            return value instanceof Object[] several
                    ? Stream.of(several).map(String::valueOf).toList()
                    : List.of(String.valueOf(value));
        } catch (ReflectiveOperationException otherGson) {
            return List.of();
        }
    }
}
