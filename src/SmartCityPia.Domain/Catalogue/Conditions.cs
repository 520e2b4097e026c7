using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>A type or class, and what a field of it must be like. What is not stated asks for nothing, except that a value speaks about one person and is plain.</summary>
/// <remarks>The members mean what they mean in a city file; see <see cref="CityCondition"/>.</remarks>
public record FieldCondition
{
    /// <summary>Id of an attribute type, or the name of a class.</summary>
    public required string Type { get; init; }

    public double? Metres { get; init; }
    public double? Seconds { get; init; }
    public double? Group { get; init; }
    public CityForm? Form { get; init; }
    public string? Covers { get; init; }
    public double? Span { get; init; }
    public double? Days { get; init; }
    public double? Events { get; init; }
    public CityAccess? Access { get; init; }

    /// <summary>As the engine is told it; with nothing in it where nothing is stated.</summary>
    [JsonIgnore]
    public CityCondition Asked => new(Metres, Seconds, Group, Form, Covers, Span, Days, Events, Access);
}

/// <summary>What a rule rests on: in its file the id of an attribute type, known in any way, or an object, a condition that only a given field meets.</summary>
[JsonConverter(typeof(PremiseConverter))]
public sealed record Premise : FieldCondition
{
    /// <summary>Whether it is a condition, even one without further members.</summary>
    [JsonIgnore]
    public bool IsCondition { get; init; }

    internal CityPremise ToEngine() => new(Type, IsCondition ? Asked : null);

    private sealed class PremiseConverter : JsonConverter<Premise>
    {
        public override Premise Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                return new() { Type = reader.GetString()! };
            var told = JsonSerializer.Deserialize<FieldCondition>(ref reader, options) ?? throw new JsonException();
            return new()
            {
                Type = told.Type,
                Metres = told.Metres,
                Seconds = told.Seconds,
                Group = told.Group,
                Form = told.Form,
                Covers = told.Covers,
                Span = told.Span,
                Days = told.Days,
                Events = told.Events,
                Access = told.Access,
                IsCondition = true,
            };
        }

        public override void Write(Utf8JsonWriter writer, Premise value, JsonSerializerOptions options) => throw new NotSupportedException("The catalogue is read, not written.");
    }
}

/// <summary>A field with its facets, as an outside source or a kind of service has it. What is not stated counts as the most open.</summary>
public record FacetedField
{
    /// <summary>Id of an attribute type.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// Name of the space of values in which the identifier is the same for the same person or thing, or of an event the
    /// area in which it is recorded. Two holdings with the same domain join directly; a pseudonym of its own has a domain of its own.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>Of a code: how long it stays the same for one person.</summary>
    public double? Days { get; init; }
    public double? Metres { get; init; }
    public double? Seconds { get; init; }

    /// <summary>The fewest people that a value speaks about.</summary>
    public double? Group { get; init; }
    public CityForm? Form { get; init; }

    /// <summary>Kinds of places that are included.</summary>
    public IReadOnlyList<string>? Covers { get; init; }

    internal CityField ToEngine() => new(Type, Domain) { Days = Days, Metres = Metres, Seconds = Seconds, Group = Group, Form = Form, Covers = Covers };
}
