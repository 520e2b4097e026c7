namespace SmartCityPia.Analysis.City;

[Flags]
internal enum FacetSet
{
    None = 0,
    Days = 1,
    Metres = 2,
    Seconds = 4,
    Group = 8,
    Form = 16,
    Covers = 32,
    Events = 64,
    Access = 128,
}

/// <summary>A given field after the controls, with its facets.</summary>
internal struct SettledField
{
    public int Type;
    public int Domain;
    public long Cost;
    public double Days;
    public double Metres;
    public double Seconds;
    public double Group;
    public CityForm Form;
    public IReadOnlyList<string>? Covers;
    public FacetSet Stated;

    public readonly bool IsOpen => Group <= 1 && Form == CityForm.Plain;

    /// <summary>Whether it shows the same person again, so that it carries a span if it is a code.</summary>
    public readonly bool IsFollowed => Group <= 1 && Form < CityForm.Encrypted;
}

/// <summary>The given fields of a holding and the holding's own facets, after the controls.</summary>
/// <remarks>What is not stated counts as the most open value; what a control sets counts as stated.</remarks>
internal sealed class SettledFields
{
    private readonly CityIndex _index;

    private SettledFields(CityIndex index, SettledField[] fields)
    {
        _index = index;
        Fields = fields;
    }

    /// <summary>By type, ascending.</summary>
    public SettledField[] Fields { get; private set; }

    public double Days { get; private set; } = double.PositiveInfinity;

    public double Events { get; private set; } = double.PositiveInfinity;

    public CityAccess Access { get; private set; }

    public FacetSet Stated { get; private set; }

    /// <summary>Days over which one person can be followed here.</summary>
    public double Span { get; private set; }

    public static SettledFields Of(CityIndex index, HoldingContent content) => Of(index, content.Declared, content.Facets, content.Effects);

    public static SettledFields Of(CityIndex index, CityField[] declared, HoldingFacets facets, ReadOnlySpan<CityEffect> effects)
    {
        var fields = new SettledField[declared.Length];
        for (var f = 0; f < fields.Length; f++)
            fields[f] = Read(index, declared[f]);
        Array.Sort(fields, (a, b) => a.Type.CompareTo(b.Type));
        var settled = new SettledFields(index, fields);
        settled.Keep(facets.Days, facets.Events, facets.Access);
        foreach (var effect in effects)
            settled.Apply(effect);
        settled.Measure();
        return settled;
    }

    /// <summary>The field of a type, or -1.</summary>
    public int Find(int type)
    {
        for (var f = 0; f < Fields.Length; f++)
        {
            if (Fields[f].Type == type)
                return f;
        }

        return -1;
    }

    public bool Meets(IndexedCondition condition, int field) =>
        Meets(condition) && condition.IsMetBy(Fields[field]);

    private bool Meets(IndexedCondition condition) =>
        Span >= condition.Span && Days >= condition.Days && Events >= condition.Events && Access <= condition.Access;

    /// <summary>The field that serves a condition best: of the least cost, then with the least assumed, then the first.</summary>
    /// <param name="domain">In which it has to be; -1 for any.</param>
    /// <param name="joins">Whether it has to join, which what is encrypted does not.</param>
    public int Best(IndexedCondition condition, int domain = -1, bool joins = false)
    {
        var best = -1;
        for (var f = 0; f < Fields.Length; f++)
        {
            ref var field = ref Fields[f];
            if (!condition.IsOn(field.Type) || (domain >= 0 && field.Domain != domain) || !Meets(condition, f) || (joins && field.Form == CityForm.Encrypted))
                continue;
            if (best < 0 || (field.Cost, Unstated(condition, f)).CompareTo((Fields[best].Cost, Unstated(condition, best))) < 0)
                best = f;
        }

        return best;

        int Unstated(IndexedCondition of, int f) => int.PopCount((int)(of.Asks & ~Fields[f].Stated));
    }

    /// <summary>What was not stated and could, if it were, end that a field meets a condition: the type is -1 for the holding itself.</summary>
    /// <param name="condition">Null where the field only has to be open.</param>
    public IEnumerable<(int Type, FacetSet Facet)> Assumed(IndexedCondition? condition, int field)
    {
        foreach (var facet in Each((condition?.Asks ?? FacetSet.Group | FacetSet.Form) & ~Fields[field].Stated))
            yield return (Fields[field].Type, facet);
        if (condition is null)
            yield break;
        foreach (var facet in Each(condition.AsksHolding & ~Stated))
            yield return (-1, facet);
        if (condition.Span <= 0)
            yield break;
        var carriers = Fields.Where(f => _index.IsCode[f.Type] && f.IsFollowed && f.Days >= condition.Span).ToList();
        const FacetSet followed = FacetSet.Days | FacetSet.Group | FacetSet.Form;
        if (carriers.Exists(f => (f.Stated & followed) == followed))
            yield break;
        foreach (var carrier in carriers)
        {
            foreach (var facet in Each(followed & ~carrier.Stated))
                yield return (carrier.Type, facet);
        }
    }

    private static IEnumerable<FacetSet> Each(FacetSet set)
    {
        for (var bit = 1; bit <= (int)FacetSet.Access; bit <<= 1)
        {
            if (((int)set & bit) != 0)
                yield return (FacetSet)bit;
        }
    }

    private static SettledField Read(CityIndex index, CityField field)
    {
        var settled = new SettledField
        {
            Type = index.TypeNumber[field.Type],
            Domain = field.Domain is null ? -1 : index.DomainNumber[field.Domain],
            Days = double.PositiveInfinity,
            Group = 1,
            Covers = field.Covers,
            Stated = field.Covers is null ? FacetSet.None : FacetSet.Covers,
        };
        Keep(ref settled, field.Days, field.Metres, field.Seconds, field.Group, field.Form);
        return settled;
    }

    private static void Keep(ref SettledField field, double? days, double? metres, double? seconds, double? group, CityForm? form)
    {
        if (days is { } kept)
            (field.Days, field.Stated) = (Math.Min(field.Days, kept), field.Stated | FacetSet.Days);
        if (metres is { } coarse)
            (field.Metres, field.Stated) = (Math.Max(field.Metres, coarse), field.Stated | FacetSet.Metres);
        if (seconds is { } slow)
            (field.Seconds, field.Stated) = (Math.Max(field.Seconds, slow), field.Stated | FacetSet.Seconds);
        if (group is { } people)
            (field.Group, field.Stated) = (Math.Max(field.Group, people), field.Stated | FacetSet.Group);
        if (form is { } strict)
            (field.Form, field.Stated) = ((CityForm)Math.Max((int)field.Form, (int)strict), field.Stated | FacetSet.Form);
    }

    private void Keep(double? days, double? events, CityAccess? access)
    {
        if (days is { } kept)
            (Days, Stated) = (Math.Min(Days, kept), Stated | FacetSet.Days);
        if (events is { } few)
            (Events, Stated) = (Math.Min(Events, few), Stated | FacetSet.Events);
        if (access is { } strict)
            (Access, Stated) = ((CityAccess)Math.Max((int)Access, (int)strict), Stated | FacetSet.Access);
    }

    private void Apply(CityEffect effect)
    {
        var type = effect switch
        {
            CityEffect.Remove e => e.Type,
            CityEffect.SetDomain e => e.Type,
            CityEffect.FieldFactor e => e.Type,
            CityEffect.SetField e => e.Type,
            _ => null,
        };
        if (effect is CityEffect.SetHolding held)
            Keep(held.Days, held.Events, held.Access);
        if (type is null || !_index.TypeNumber.TryGetValue(type, out var number) || Find(number) is not (>= 0 and var f))
            return;
        switch (effect)
        {
            case CityEffect.Remove:
                Fields = [.. Fields[..f], .. Fields[(f + 1)..]];
                break;
            case CityEffect.SetDomain e:
                Fields[f].Domain = _index.DomainNumber[e.Domain];
                break;
            case CityEffect.FieldFactor e:
                Fields[f].Cost = Math.Max(Fields[f].Cost, Costs.Cost(e.Factor));
                break;
            case CityEffect.SetField e:
                Keep(ref Fields[f], e.Days, e.Metres, e.Seconds, e.Group, e.Form);
                break;
        }
    }

    private void Measure()
    {
        var longest = 0.0;
        foreach (ref var field in Fields.AsSpan())
        {
            if (_index.IsCode[field.Type] && field.IsFollowed)
                longest = Math.Max(longest, field.Days);
        }

        Span = Math.Min(Days, longest);
    }
}
