using System.Text.Json;

namespace SmartCityPia.Analysis.City;

/// <summary>Reads and writes a city in the format of <c>docs/city.schema.json</c>.</summary>
/// <remarks>
/// Members that the format does not know are ignored, so that a newer export stays readable. Only organisations and
/// datasets must be there; every other list may be left out. An empty list of a flow's fields means all of them.
/// </remarks>
public static class CityFile
{
    /// <summary>Reads the shape of a document; <see cref="CityModel.Build"/> checks what it says.</summary>
    /// <exception cref="CityFormatException">Not JSON, or a member is missing or of the wrong kind.</exception>
    public static CityInput Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(stream);
        }
        catch (JsonException e)
        {
            throw new CityFormatException("$", FormattableString.Invariant($"this is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}"));
        }

        using (document)
            return Whole(new Node(document.RootElement, null, null, -1));
    }

    private static CityInput Whole(Node root)
    {
        root.MustBe(JsonValueKind.Object, "an object");
        return new CityInput
        {
            Organisations = root.Required("organisations").List(o => new CityOrganisation(o.Required("id").Text(), o.Optional("name")?.Text())),
            Datasets = root.Required("datasets").List(Dataset),
            Flows = root.Optional("flows")?.List(f => new CityFlow(
                f.Required("id").Text(), f.Required("from").Text(), f.Required("to").Text(), f.Optional("fields")?.Texts(), f.Optional("controls")?.Texts())) ?? [],
            Rules = root.Optional("rules")?.List(r => new CityRule(
                r.Required("id").Text(),
                r.Required("premises").Texts(),
                r.Required("conclusion").Text(),
                r.Required("confidence").Number(),
                r.Optional("low")?.Number(),
                r.Optional("high")?.Number())) ?? [],
            Keys = root.Optional("keys")?.List(k => new CityKey(
                k.Required("type").Text(), k.Required("strength").Number(), k.Optional("sameDomain")?.Truth() ?? false)) ?? [],
            Controls = root.Optional("controls")?.List(c => new CityControl(c.Required("id").Text(), c.Required("effects").List(Effect), Scope(c.Optional("scope")))) ?? [],
            Coalitions = root.Optional("coalitions")?.List(c => c.Texts()) ?? [],
        };
    }

    private static CityDataset Dataset(Node dataset)
    {
        var id = dataset.Required("id").Text();
        var holder = dataset.Optional("holder");
        var isPublic = dataset.Optional("public")?.Truth() ?? false;
        if (isPublic && holder is { } both)
            throw both.Wrong($"the dataset '{id}' is public and has a holder; it must be one or the other");
        if (!isPublic && holder is null)
            throw dataset.Wrong($"the dataset '{id}' has neither a holder nor \"public\": true");
        return new CityDataset(
            id,
            holder?.Text(),
            dataset.Required("fields").List(f => new CityField(f.Required("type").Text(), f.Optional("domain")?.Text())),
            dataset.Optional("controls")?.Texts());
    }

    private static CityControlScope Scope(Node? scope) => scope?.Text() switch
    {
        null or "data" => CityControlScope.Data,
        "holder" => CityControlScope.Holder,
        var other => throw scope!.Value.Wrong($"the scope '{other}' is neither 'data' nor 'holder'"),
    };

    private static CityEffect Effect(Node effect)
    {
        effect.MustBe(JsonValueKind.Object, "an object");
        var kinds = new[] { "remove", "domain", "rule", "field", "key" }.Where(k => effect.Optional(k) is not null).ToArray();
        if (kinds.Length != 1)
            throw effect.Wrong($"an effect is one of remove, domain, rule, field or key; this one has {kinds.Length} of them");
        var target = effect.Required(kinds[0]);
        switch (kinds[0])
        {
            case "remove":
                return new CityEffect.Remove(target.Text());
            case "domain":
                var pair = target.Texts();
                return pair.Count == 2
                    ? new CityEffect.SetDomain(pair[0], pair[1])
                    : throw target.Wrong($"a domain effect is a pair of type and new domain; this has {pair.Count} entries");
            case "rule":
                return new CityEffect.RuleFactor(target.Text(), effect.Required("factor").Number());
            case "field":
                return new CityEffect.FieldFactor(target.Text(), effect.Required("factor").Number());
            default:
                return new CityEffect.KeyFactor(target.Text(), effect.Required("factor").Number());
        }
    }

    /// <summary>Writes a city as a document that <see cref="Read"/> reads back.</summary>
    public static void Write(Stream stream, CityInput city)
    {
        ArgumentNullException.ThrowIfNull(city);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        Array(json, "organisations", city.Organisations, o =>
        {
            json.WriteString("id", o.Id);
            if (o.Name is not null)
                json.WriteString("name", o.Name);
        });
        Array(json, "datasets", city.Datasets, d =>
        {
            json.WriteString("id", d.Id);
            if (d.Holder is null)
                json.WriteBoolean("public", true);
            else
                json.WriteString("holder", d.Holder);
            Array(json, "fields", d.Fields, f =>
            {
                json.WriteString("type", f.Type);
                if (f.Domain is not null)
                    json.WriteString("domain", f.Domain);
            });
            Texts(json, "controls", d.Controls);
        });
        Array(json, "flows", city.Flows, f =>
        {
            json.WriteString("id", f.Id);
            json.WriteString("from", f.From);
            json.WriteString("to", f.To);
            Texts(json, "fields", f.Fields);
            Texts(json, "controls", f.Controls);
        });
        Array(json, "rules", city.Rules, r =>
        {
            json.WriteString("id", r.Id);
            Texts(json, "premises", r.Premises);
            json.WriteString("conclusion", r.Conclusion);
            json.WriteNumber("confidence", r.Confidence);
            if (r.Low is { } low)
                json.WriteNumber("low", low);
            if (r.High is { } high)
                json.WriteNumber("high", high);
        });
        Array(json, "keys", city.Keys, k =>
        {
            json.WriteString("type", k.Type);
            json.WriteNumber("strength", k.Strength);
            json.WriteBoolean("sameDomain", k.SameDomain);
        });
        Array(json, "controls", city.Controls, c =>
        {
            json.WriteString("id", c.Id);
            json.WriteString("scope", c.Scope == CityControlScope.Holder ? "holder" : "data");
            Array(json, "effects", c.Effects, e => Write(json, e));
        });
        json.WriteStartArray("coalitions");
        foreach (var coalition in city.Coalitions)
        {
            json.WriteStartArray();
            foreach (var member in coalition)
                json.WriteStringValue(member);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CityEffect effect)
    {
        switch (effect)
        {
            case CityEffect.Remove e:
                json.WriteString("remove", e.Type);
                break;
            case CityEffect.SetDomain e:
                Texts(json, "domain", [e.Type, e.Domain]);
                break;
            case CityEffect.RuleFactor e:
                json.WriteString("rule", e.Rule);
                json.WriteNumber("factor", e.Factor);
                break;
            case CityEffect.FieldFactor e:
                json.WriteString("field", e.Type);
                json.WriteNumber("factor", e.Factor);
                break;
            case CityEffect.KeyFactor e:
                json.WriteString("key", e.Type);
                json.WriteNumber("factor", e.Factor);
                break;
        }
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
            return;
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A value and the way to it, which is only spelt out when something is wrong.</summary>
    private readonly record struct Node(JsonElement Value, object? Parent, string? Name, int Index)
    {
        public string Path => Parent switch
        {
            null => "$",
            Node parent when Name is not null => $"{parent.Path}.{Name}",
            Node parent => FormattableString.Invariant($"{parent.Path}[{Index}]"),
            _ => "$",
        };

        public CityFormatException Wrong(FormattableString reason) => new(Path, FormattableString.Invariant(reason));

        public void MustBe(JsonValueKind kind, string what)
        {
            if (Value.ValueKind != kind)
                throw Wrong($"expected {what}, found {Value.ValueKind switch
                {
                    JsonValueKind.Object => "an object",
                    JsonValueKind.Array => "a list",
                    JsonValueKind.String => "a text",
                    JsonValueKind.Number => "a number",
                    JsonValueKind.Null => "null",
                    _ => "true or false",
                }}");
        }

        public Node Required(string name) => Optional(name) ?? throw Wrong($"\"{name}\" is missing");

        public Node? Optional(string name)
        {
            MustBe(JsonValueKind.Object, "an object");
            return Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new Node(value, this, name, -1) : null;
        }

        public List<T> List<T>(Func<Node, T> read)
        {
            MustBe(JsonValueKind.Array, "a list");
            var list = new List<T>(Value.GetArrayLength());
            object self = this;
            foreach (var item in Value.EnumerateArray())
                list.Add(read(new Node(item, self, null, list.Count)));
            return list;
        }

        public List<string> Texts() => List(t => t.Text());

        public string Text()
        {
            MustBe(JsonValueKind.String, "a text");
            try
            {
                return Value.GetString()!;
            }
            catch (InvalidOperationException)
            {
                throw Wrong($"the text is not valid Unicode");
            }
        }

        public double Number()
        {
            MustBe(JsonValueKind.Number, "a number");
            return Value.GetDouble();
        }

        public bool Truth()
        {
            if (Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                MustBe(JsonValueKind.True, "true or false");
            return Value.GetBoolean();
        }
    }
}
