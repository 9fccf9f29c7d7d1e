package io.alternatefutures.control.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schema's own scalars. */
final class Scalars {
  static final GraphQLScalarType JSON =
      GraphQLScalarType.newScalar()
          .name("JSON")
          .description("Any JSON value.")
          .coercing(new JsonCoercing())
          .build();

  static final GraphQLScalarType DATE =
      GraphQLScalarType.newScalar()
          .name("Date")
          .description("A moment as an ISO 8601 string in UTC.")
          .coercing(new DateCoercing())
          .build();

  private Scalars() {}

  private static final class JsonCoercing implements Coercing<Object, Object> {
    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
      return value;
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
      return input;
    }

    @Override
    public @Nullable Object parseLiteral(
        Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
      return value(literal, variables);
    }

    private static @Nullable Object value(Value<?> literal, CoercedVariables variables) {
      return switch (literal) {
        case NullValue _ -> null;
        case StringValue text -> text.getValue();
        case BooleanValue flag -> flag.isValue();
        case IntValue number -> integer(number.getValue());
        case FloatValue number -> number.getValue();
        case EnumValue name -> name.getName();
        case VariableReference reference -> variables.get(reference.getName());
        case ArrayValue array -> {
          List<@Nullable Object> values = new ArrayList<>();
          for (Value<?> element : array.getValues()) {
            values.add(value(element, variables));
          }
          yield values;
        }
        case ObjectValue object -> {
          Map<String, @Nullable Object> values = new LinkedHashMap<>();
          for (ObjectField field : object.getObjectFields()) {
            values.put(field.getName(), value(field.getValue(), variables));
          }
          yield values;
        }
        default ->
            throw new CoercingParseLiteralException(
                "A JSON value was expected, not " + literal.getClass().getSimpleName());
      };
    }

    private static Object integer(BigInteger number) {
      return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }
  }

  private static final class DateCoercing implements Coercing<Instant, String> {
    /** Milliseconds at least, and as many digits as it takes to give a time back exactly. */
    private static final DateTimeFormatter FORMAT =
        new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String serialize(Object value, GraphQLContext context, Locale locale) {
      if (value instanceof Instant instant) {
        return FORMAT.format(instant);
      }
      throw new CoercingSerializeException("A Date is made from an Instant");
    }

    @Override
    public Instant parseValue(Object input, GraphQLContext context, Locale locale) {
      try {
        return OffsetDateTime.parse(String.valueOf(input)).toInstant();
      } catch (DateTimeException e) {
        throw new CoercingParseValueException(
            "Invalid Date \"" + input + "\". Give it like 2026-01-31T12:00:00Z", e);
      }
    }

    @Override
    public Instant parseLiteral(
        Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (!(literal instanceof StringValue text)) {
        throw new CoercingParseLiteralException("A Date is a string like \"2026-01-31T12:00:00Z\"");
      }
      try {
        return OffsetDateTime.parse(text.getValue()).toInstant();
      } catch (DateTimeException e) {
        throw new CoercingParseLiteralException(
            "Invalid Date \"" + text.getValue() + "\". Give it like 2026-01-31T12:00:00Z", e);
      }
    }
  }
}
