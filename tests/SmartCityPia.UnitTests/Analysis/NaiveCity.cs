using SmartCityPia.Analysis.City;

namespace SmartCityPia.UnitTests.Analysis;

/// <summary>
/// The semantics written down as plainly as possible, to check the engine against: dictionaries of names, all pairs of
/// holdings, round after round until nothing rises. Shares no code with the engine but the input records.
/// </summary>
internal sealed class NaiveCity
{
    private readonly CityInput _city;
    private readonly Dictionary<string, NaiveHolding> _holdings = [];

    internal sealed class NaiveField
    {
        public string? Domain { get; set; }

        public double Days { get; set; } = double.PositiveInfinity;

        public double Metres { get; set; }

        public double Seconds { get; set; }

        public double Group { get; set; } = 1;

        public CityForm Form { get; set; }

        public required IReadOnlyList<string> Covers { get; init; }

        public double Factor { get; set; } = 1;

        public bool IsOpen => Group <= 1 && Form == CityForm.Plain;

        public HashSet<string> Stated { get; } = [];

        public void Tighten(double? days, double? metres, double? seconds, double? group, CityForm? form)
        {
            Days = Math.Min(Days, days ?? Days);
            Metres = Math.Max(Metres, metres ?? Metres);
            Seconds = Math.Max(Seconds, seconds ?? Seconds);
            Group = Math.Max(Group, group ?? Group);
            Form = (CityForm)Math.Max((int)Form, (int)(form ?? Form));
            Stated.UnionWith(new[] { ("days", days is not null), ("metres", metres is not null), ("seconds", seconds is not null), ("group", group is not null), ("form", form is not null) }.Where(s => s.Item2).Select(s => s.Item1));
        }
    }

    internal sealed class NaiveHolding
    {
        public required string? Holder { get; init; }

        public required bool IsOutside { get; init; }

        public required double Reach { get; init; }

        public required List<CityField> Declared { get; init; }

        public required List<CityEffect> Downstream { get; init; }

        public double Days { get; set; } = double.PositiveInfinity;

        public double Events { get; set; } = double.PositiveInfinity;

        public CityAccess Access { get; set; }

        public HashSet<string> Stated { get; } = [];

        public Dictionary<string, NaiveField> Fields { get; } = [];

        public Dictionary<string, double> RuleFactors { get; } = [];

        public Dictionary<string, double> KeyFactors { get; } = [];

        public void Tighten(double? days, double? events, CityAccess? access)
        {
            Days = Math.Min(Days, days ?? Days);
            Events = Math.Min(Events, events ?? Events);
            Access = (CityAccess)Math.Max((int)Access, (int)(access ?? Access));
            Stated.UnionWith(new[] { ("days", days is not null), ("events", events is not null), ("access", access is not null) }.Where(s => s.Item2).Select(s => s.Item1));
        }
    }

    /// <summary>What can be known in a holding: a type, or that a field meets a condition with all defaults filled in.</summary>
    internal readonly record struct Thing(string Type, CityCondition? Condition = null)
    {
        public static Thing Of(CityPremise premise) => new(premise.Type, premise.Condition is null ? null : Full(premise.Condition));
    }

    public enum Way
    {
        Product,
        Low,
        High,
    }

    public NaiveCity(CityInput city)
    {
        _city = city;
        foreach (var dataset in city.Datasets)
            Add(dataset.Id, dataset.Holder, [.. dataset.Fields], [], dataset.Controls, dataset.Reach ?? 1, (dataset.Days, dataset.Events, dataset.Access));
        var waiting = city.Flows.ToList();
        while (waiting.Count > 0)
        {
            var flow = waiting.First(f => _holdings.ContainsKey(f.From));
            waiting.Remove(flow);
            var source = _holdings[flow.From];
            var declared = source.Declared.Where(f => flow.Fields is null or [] || flow.Fields.Contains(f.Type)).ToList();
            Add(flow.Id, flow.To, declared, source.Downstream, flow.Controls, source.Reach, (flow.Days, flow.Events, flow.Access));
        }

        foreach (var source in city.Outside)
            Add(source.Id, null, [.. source.Fields], [], null, source.Reach ?? 1, (source.Days, source.Events, null), isOutside: true);
    }

    public IReadOnlyDictionary<string, NaiveHolding> Holdings => _holdings;

    private void Add(
        string id, string? holder, List<CityField> declared, List<CityEffect> inherited, IReadOnlyList<string>? controls, double reach,
        (double? Days, double? Events, CityAccess? Access) kept, bool isOutside = false)
    {
        CityEffect Here(CityEffect effect) => effect is CityEffect.SetDomain d ? d with { Domain = d.Domain.Replace("{holder}", holder ?? "public", StringComparison.Ordinal) } : effect;
        var own = (controls ?? []).Select(c => _city.Controls.Single(x => x.Id == c)).ToList();
        var holding = new NaiveHolding
        {
            Holder = holder,
            IsOutside = isOutside,
            Reach = reach,
            Declared = declared,
            Downstream = [.. inherited, .. own.Where(c => c.Scope == CityControlScope.Data).SelectMany(c => c.Effects).Select(Here)],
        };
        holding.Tighten(kept.Days, kept.Events, kept.Access);
        foreach (var field in declared)
        {
            var made = new NaiveField { Domain = field.Domain, Covers = field.Covers ?? [] };
            made.Tighten(field.Days, field.Metres, field.Seconds, field.Group, field.Form);
            holding.Fields.Add(field.Type, made);
        }

        foreach (var effect in inherited.Concat(own.SelectMany(c => c.Effects).Select(Here)))
        {
            var there = effect switch
            {
                CityEffect.SetDomain e => holding.Fields.GetValueOrDefault(e.Type),
                CityEffect.FieldFactor e => holding.Fields.GetValueOrDefault(e.Type),
                CityEffect.SetField e => holding.Fields.GetValueOrDefault(e.Type),
                _ => null,
            };
            switch (effect)
            {
                case CityEffect.Remove e:
                    holding.Fields.Remove(e.Type);
                    break;
                case CityEffect.SetDomain e when there is not null:
                    there.Domain = e.Domain;
                    break;
                case CityEffect.FieldFactor e when there is not null:
                    there.Factor = Math.Min(there.Factor, e.Factor);
                    break;
                case CityEffect.SetField e when there is not null:
                    there.Tighten(e.Days, e.Metres, e.Seconds, e.Group, e.Form);
                    break;
                case CityEffect.SetHolding e:
                    holding.Tighten(e.Days, e.Events, e.Access);
                    break;
                case CityEffect.RuleFactor e:
                    holding.RuleFactors[e.Rule] = Math.Min(e.Factor, holding.RuleFactors.GetValueOrDefault(e.Rule, 1));
                    break;
                case CityEffect.KeyFactor e:
                    holding.KeyFactors[e.Type] = Math.Min(e.Factor, holding.KeyFactors.GetValueOrDefault(e.Type, 1));
                    break;
            }
        }

        _holdings.Add(id, holding);
    }

    public static CityCondition Full(CityCondition? c) => new(
        c?.Metres ?? double.PositiveInfinity, c?.Seconds ?? double.PositiveInfinity, c?.Group ?? 1, c?.Form ?? CityForm.Plain, c?.Covers,
        c?.Span ?? 0, c?.Days ?? 0, c?.Events ?? 0, c?.Access ?? CityAccess.Order);

    private bool IsOf(string name, string type) => _city.Classes.TryGetValue(name, out var members) ? members.Contains(type) : name == type;

    public double Span(string x)
    {
        var codes = _holdings[x].Fields.Where(f => _city.Classes.GetValueOrDefault("code")?.Contains(f.Key) == true && f.Value.Group <= 1 && f.Value.Form != CityForm.Encrypted).ToList();
        return codes.Count == 0 ? 0 : Math.Min(_holdings[x].Days, codes.Max(c => c.Value.Days));
    }

    public bool Meets(string x, string type, string name, CityCondition? stated)
    {
        var (holding, condition) = (_holdings[x], Full(stated));
        var field = holding.Fields[type];
        return IsOf(name, type)
            && field.Metres <= condition.Metres && field.Seconds <= condition.Seconds && field.Group <= condition.Group && field.Form <= condition.Form
            && (condition.Covers is null || field.Covers.Contains(condition.Covers))
            && Span(x) >= condition.Span && holding.Days >= condition.Days && holding.Events >= condition.Events && holding.Access <= condition.Access;
    }

    private static double And(Way way, params IEnumerable<double> operands) => way switch
    {
        Way.Product => operands.Aggregate(1.0, (a, b) => a * b),
        Way.Low => Math.Max(0, 1 - operands.Sum(o => 1 - o)),
        _ => operands.Min(),
    };

    private static double Of(Way way, double value, double? low, double? high) => way switch
    {
        Way.Product => value,
        Way.Low => low ?? value,
        _ => high ?? value,
    };

    /// <summary>The pairs of given fields by which a key joins two holdings: in which domain, and the factors of the two fields.</summary>
    public IEnumerable<(string? Domain, double Here, double There)> Ends(CityKey key, string x, string y) =>
        from a in _holdings[x].Fields
        from b in _holdings[y].Fields
        where x != y && !key.Inferred && a.Value.Form != CityForm.Encrypted && b.Value.Form != CityForm.Encrypted
            && Meets(x, a.Key, key.Type, key.Condition) && Meets(y, b.Key, key.Type, key.Condition)
            && (key.SameDomain ? a.Value.Domain is not null && a.Value.Domain == b.Value.Domain : a.Key == b.Key)
            && a.Value.Factor > 0 && b.Value.Factor > 0
        select (key.SameDomain ? a.Value.Domain : null, a.Value.Factor, b.Value.Factor);

    public double KeyFactor(CityKey key, string x, string y) =>
        Math.Min(_holdings[x].KeyFactors.GetValueOrDefault(key.Type, 1), _holdings[y].KeyFactors.GetValueOrDefault(key.Type, 1));

    public double RuleStrength(CityRule rule, string x) => rule.Confidence * _holdings[x].RuleFactors.GetValueOrDefault(rule.Id, 1);

    public Dictionary<(string Holding, string Attribute), double> Scores(IReadOnlyCollection<string> actor, Way way = Way.Product) => Types(Scores(Of(actor), way));

    public List<string> Of(IReadOnlyCollection<string> actor) => [.. _holdings.Where(h => h.Value.Holder is null || actor.Contains(h.Value.Holder)).Select(h => h.Key)];

    /// <summary>What follows in one holding if its holder had nothing else.</summary>
    public Dictionary<string, double> Alone(string holding) => Types(Scores([holding], Way.Product)).ToDictionary(s => s.Key.Holding == holding ? s.Key.Attribute : "", s => s.Value);

    private static Dictionary<(string Holding, string Attribute), double> Types(Dictionary<(string Holding, Thing Thing), double> scores) =>
        scores.Where(s => s.Key.Thing.Condition is null).ToDictionary(s => (s.Key.Holding, s.Key.Thing.Type), s => s.Value);

    private Dictionary<(string Holding, Thing Thing), double> Scores(List<string> mine, Way way)
    {
        var scores = new Dictionary<(string, Thing), double>();
        double Get(string x, Thing a) => scores.GetValueOrDefault((x, a), 0);
        var changed = true;
        void Raise(string x, Thing a, double score)
        {
            // Rounding may move a value by its last digit round a cycle; that is no rise.
            if (score > Get(x, a) * (1 + 1e-13) && score > 1e-12)
            {
                scores[(x, a)] = score;
                changed = true;
            }
        }

        var conditions = _city.Rules.SelectMany(r => r.Premises).Select(Thing.Of).Where(t => t.Condition is not null).Distinct().ToList();
        foreach (var x in mine)
        {
            foreach (var (type, field) in _holdings[x].Fields)
            {
                if (field.IsOpen)
                    Raise(x, new Thing(type), field.Factor);
                foreach (var condition in conditions.Where(c => Meets(x, type, c.Type, c.Condition)))
                    Raise(x, condition, field.Factor);
            }
        }

        while (changed)
        {
            changed = false;
            foreach (var x in mine)
            {
                foreach (var rule in _city.Rules)
                    Raise(x, new Thing(rule.Conclusion), And(way, [Of(way, rule.Confidence, rule.Low, rule.High), _holdings[x].RuleFactors.GetValueOrDefault(rule.Id, 1), .. rule.Premises.Select(p => Get(x, Thing.Of(p)))]));
                foreach (var key in _city.Keys)
                {
                    foreach (var y in mine.Where(y => y != x))
                    {
                        var sides = key.Inferred
                            ? [(null, Get(x, new Thing(key.Type)), Get(y, new Thing(key.Type)))]
                            : Ends(key, x, y).ToList();
                        foreach (var (_, here, there) in sides)
                        {
                            double[] link = [Of(way, key.Strength, key.Low, key.High), KeyFactor(key, x, y), here, there];
                            if (And(way, link) > 0)
                            {
                                foreach (var ((_, a), score) in scores.Where(s => s.Key.Item1 == y).ToList())
                                    Raise(x, a, And(way, [.. link, score]));
                            }
                        }
                    }
                }
            }
        }

        return scores;
    }

    /// <summary>Best score of each attribute anywhere in the actor's holdings.</summary>
    public Dictionary<string, double> Reach(IReadOnlyCollection<string> actor) =>
        Scores(actor).GroupBy(s => s.Key.Attribute).ToDictionary(g => g.Key, g => g.Max(s => s.Value));
}
