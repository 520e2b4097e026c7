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

    internal sealed class NaiveHolding
    {
        public required string? Holder { get; init; }

        public required Dictionary<string, string?> Declared { get; init; }

        public required List<CityEffect> Downstream { get; init; }

        public Dictionary<string, string?> Fields { get; } = [];

        public Dictionary<string, double> FieldFactors { get; } = [];

        public Dictionary<string, double> RuleFactors { get; } = [];

        public Dictionary<string, double> KeyFactors { get; } = [];
    }

    public NaiveCity(CityInput city)
    {
        _city = city;
        foreach (var dataset in city.Datasets)
            Add(dataset.Id, dataset.Holder, dataset.Fields.ToDictionary(f => f.Type, f => f.Domain), [], dataset.Controls);
        var waiting = city.Flows.ToList();
        while (waiting.Count > 0)
        {
            var flow = waiting.First(f => _holdings.ContainsKey(f.From));
            waiting.Remove(flow);
            var source = _holdings[flow.From];
            var declared = source.Declared.Where(f => flow.Fields is null or [] || flow.Fields.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value);
            Add(flow.Id, flow.To, declared, source.Downstream, flow.Controls);
        }
    }

    public IReadOnlyDictionary<string, NaiveHolding> Holdings => _holdings;

    private void Add(string id, string? holder, Dictionary<string, string?> declared, List<CityEffect> inherited, IReadOnlyList<string>? controls)
    {
        var own = (controls ?? []).Select(c => _city.Controls.Single(x => x.Id == c)).ToList();
        var holding = new NaiveHolding
        {
            Holder = holder,
            Declared = declared,
            Downstream = [.. inherited, .. own.Where(c => c.Scope == CityControlScope.Data).SelectMany(c => c.Effects)],
        };
        foreach (var (type, domain) in declared)
            holding.Fields[type] = domain;
        foreach (var effect in inherited.Concat(own.SelectMany(c => c.Effects)))
        {
            switch (effect)
            {
                case CityEffect.Remove e:
                    holding.Fields.Remove(e.Type);
                    break;
                case CityEffect.SetDomain e:
                    if (holding.Fields.ContainsKey(e.Type))
                        holding.Fields[e.Type] = e.Domain;
                    break;
                case CityEffect.FieldFactor e:
                    holding.FieldFactors[e.Type] = Math.Min(e.Factor, holding.FieldFactors.GetValueOrDefault(e.Type, 1));
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

    /// <summary>Strength of the link between two holdings by one key, before the scores of the key itself; 0 where it does not apply.</summary>
    public double LinkStrength(CityKey key, string x, string y)
    {
        var (a, b) = (_holdings[x], _holdings[y]);
        if (x == y)
            return 0;
        if (key.SameDomain)
        {
            if (!a.Fields.TryGetValue(key.Type, out var left) || !b.Fields.TryGetValue(key.Type, out var right) || left is null || left != right)
                return 0;
        }

        return key.Strength * Math.Min(a.KeyFactors.GetValueOrDefault(key.Type, 1), b.KeyFactors.GetValueOrDefault(key.Type, 1));
    }

    public double RuleStrength(CityRule rule, string x, Func<CityRule, double>? confidence = null) =>
        (confidence?.Invoke(rule) ?? rule.Confidence) * _holdings[x].RuleFactors.GetValueOrDefault(rule.Id, 1);

    public double FieldScore(string x, string type) =>
        _holdings[x].Fields.ContainsKey(type) ? _holdings[x].FieldFactors.GetValueOrDefault(type, 1) : 0;

    public Dictionary<(string Holding, string Attribute), double> Scores(IReadOnlyCollection<string> actor, Func<CityRule, double>? confidence = null) =>
        Scores([.. _holdings.Where(h => h.Value.Holder is null || actor.Contains(h.Value.Holder)).Select(h => h.Key)], confidence);

    /// <summary>What follows in one holding if its holder had nothing else.</summary>
    public Dictionary<string, double> Alone(string holding) => Scores([holding], null).ToDictionary(s => s.Key.Attribute, s => s.Value);

    private Dictionary<(string Holding, string Attribute), double> Scores(List<string> mine, Func<CityRule, double>? confidence)
    {
        var scores = new Dictionary<(string, string), double>();
        double Of(string x, string a) => scores.GetValueOrDefault((x, a), 0);
        var changed = true;
        void Raise(string x, string a, double score)
        {
            // Rounding may move a value by its last digit round a cycle; that is no rise.
            if (score > Of(x, a) * (1 + 1e-13))
            {
                scores[(x, a)] = score;
                changed = true;
            }
        }

        foreach (var x in mine)
        {
            foreach (var a in _holdings[x].Fields.Keys)
                Raise(x, a, FieldScore(x, a));
        }

        while (changed)
        {
            changed = false;
            foreach (var x in mine)
            {
                foreach (var rule in _city.Rules)
                    Raise(x, rule.Conclusion, rule.Premises.Aggregate(RuleStrength(rule, x, confidence), (product, p) => product * Of(x, p)));
                foreach (var key in _city.Keys)
                {
                    foreach (var y in mine)
                    {
                        var link = LinkStrength(key, x, y) * Of(x, key.Type) * Of(y, key.Type);
                        if (link > 0)
                        {
                            foreach (var ((_, a), score) in scores.Where(s => s.Key.Item1 == y).ToList())
                                Raise(x, a, link * score);
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
