using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Analysis.Solving;

namespace SmartCityPia.Analysis.Cuts;

/// <summary>
/// Derivations by which targets stand whatever the scores, as clauses over facts that are lost: if a fact is lost, then
/// each derivation of it has lost a premise or an option was taken that breaks it.
/// </summary>
/// <remarks>
/// Whatever breaks all targets' derivations here need not break those that are left out, but what leaves a target
/// standing here leaves it standing, as long as the dearest way to derive it is within the limit. So a bound from here
/// holds, and a set from here has to be tried.
/// </remarks>
internal sealed class CutSkeleton
{
    private readonly List<Step> _steps = [];
    private readonly List<Step> _goals = [];
    private int _nodes;

    /// <param name="Breakers">Options, each of which ends this derivation.</param>
    /// <param name="Cost">At most what it adds to the costs of its premises.</param>
    private readonly record struct Step(int Head, int[] Premises, int[] Breakers, long Cost);

    public int Count => _steps.Count;

    public int NewNode() => _nodes++;

    public void Add(int head, int[] premises, List<int> breakers, long cost) => _steps.Add(new Step(head, premises, [.. breakers.Distinct()], cost));

    public void AddGoal(int[] premises, List<int> breakers, long cost) => _goals.Add(new Step(-1, premises, [.. breakers.Distinct()], cost));

    /// <summary>
    /// Whether every goal that can be derived at all costs no more than a limit, however much is taken. Where facts rest
    /// on each other in a circle, no proof needs one of them twice; derivations from two facts of the same circle are
    /// left out, as that bounds nothing.
    /// </summary>
    public bool IsWithin(long limit)
    {
        var of = new List<int>[_nodes];
        for (var n = 0; n < _nodes; n++)
            of[n] = [];
        for (var s = 0; s < _steps.Count; s++)
            of[_steps[s].Head].Add(s);
        var worst = new long[_nodes];
        var left = new HashSet<int>();
        foreach (var circle in Circles(of))
        {
            var here = circle.Count > 1 ? circle.ToHashSet() : null;
            var sum = 0L;
            foreach (var node in circle)
            {
                var most = 0L;
                foreach (var s in of[node])
                {
                    var cost = _steps[s].Cost;
                    var inside = 0;
                    foreach (var premise in _steps[s].Premises)
                    {
                        if (premise == node || here?.Contains(premise) == true)
                            inside++;
                        else
                            cost = Math.Min(Costs.Never, cost + worst[premise]);
                    }

                    if (inside > 1)
                        left.Add(s);
                    else
                        most = Math.Max(most, cost);
                }

                sum = Math.Min(Costs.Never, sum + most);
            }

            foreach (var node in circle)
                worst[node] = sum;
        }

        if (!_goals.TrueForAll(g => g.Premises.Aggregate(g.Cost, (cost, premise) => Math.Min(Costs.Never, cost + worst[premise])) <= limit))
            return false;
        var at = 0;
        _steps.RemoveAll(_ => left.Contains(at++));
        return true;
    }

    /// <param name="merge">
    /// Whether an option that does nothing but help to lose one fact may stand and fall with it. Nothing else may then be
    /// demanded of it.
    /// </param>
    public static void Load(List<CutSkeleton> skeletons, CutMaster master, bool merge)
    {
        var uses = new Dictionary<int, int>();
        foreach (var option in skeletons.SelectMany(s => s._steps.Concat(s._goals)).SelectMany(s => s.Breakers))
            uses[option] = uses.GetValueOrDefault(option) + 1;
        foreach (var skeleton in skeletons)
        {
            var lost = new int[skeleton._nodes];
            for (var n = 0; n < lost.Length; n++)
                lost[n] = master.NewVariable();
            var rest = skeleton._steps;
            if (merge)
            {
                rest = [];
                foreach (var step in skeleton._steps)
                {
                    if (step is { Premises.Length: 0, Breakers: [var only] } && uses[only] == 1)
                        master.Merge(only, lost[step.Head]);
                    else
                        rest.Add(step);
                }
            }

            var clause = new List<int>();
            foreach (var step in rest.Concat(skeleton._goals))
            {
                clause.Clear();
                if (step.Head >= 0)
                    clause.Add((lost[step.Head] * 2) + 1);
                foreach (var premise in step.Premises)
                    clause.Add(lost[premise] * 2);
                foreach (var option in step.Breakers)
                    clause.Add(master.Option(option) * 2);
                master.Add([.. clause]);
            }
        }
    }

    /// <summary>Facts that rest on each other, premises first (Tarjan 1972).</summary>
    private List<List<int>> Circles(List<int>[] of)
    {
        var found = new List<List<int>>();
        var order = new int[_nodes];
        var low = new int[_nodes];
        var isOpen = new bool[_nodes];
        var open = new Stack<int>();
        var calls = new Stack<(int Node, int Step, int Premise)>();
        var count = 0;
        for (var root = 0; root < _nodes; root++)
        {
            if (order[root] == 0)
                Enter(root);
            while (calls.TryPop(out var call))
            {
                var (node, step, premise) = call;
                if (step == of[node].Count)
                {
                    if (low[node] == order[node])
                    {
                        var circle = new List<int>();
                        int member;
                        do
                        {
                            member = open.Pop();
                            isOpen[member] = false;
                            circle.Add(member);
                        }
                        while (member != node);
                        found.Add(circle);
                    }

                    if (calls.TryPeek(out var caller))
                        low[caller.Node] = Math.Min(low[caller.Node], low[node]);
                    continue;
                }

                var premises = _steps[of[node][step]].Premises;
                if (premise == premises.Length)
                {
                    calls.Push((node, step + 1, 0));
                    continue;
                }

                calls.Push((node, step, premise + 1));
                var next = premises[premise];
                if (order[next] == 0)
                    Enter(next);
                else if (isOpen[next])
                    low[node] = Math.Min(low[node], order[next]);
            }
        }

        return found;

        void Enter(int node)
        {
            order[node] = low[node] = ++count;
            open.Push(node);
            isOpen[node] = true;
            calls.Push((node, 0, 0));
        }
    }
}
