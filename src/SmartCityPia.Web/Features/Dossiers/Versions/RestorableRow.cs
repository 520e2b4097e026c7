using System.ComponentModel.DataAnnotations;
using System.Reflection;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>
/// A kind of row that can be put back as a frozen version has it. It goes the way of its own page: its checks,
/// <see cref="SaveRow{TRow, TDetails}"/>, its concurrency.
/// </summary>
public abstract class RestorableRow
{
    /// <returns>Null where rows of that kind are not put back.</returns>
    public static RestorableRow? Of(string kind) => RowKinds.Find(kind) is { CanRestore: true } known ? known.Use(new Making()) : null;

    public abstract Type Details { get; }

    public abstract IRow? Find(Dossier dossier, Guid id);

    /// <summary>The draft with the row, or one field of it, as the older version has it.</summary>
    public abstract Dossier With(Dossier now, Dossier then, Guid id, PropertyInfo? field);

    /// <summary>The row it belongs to, where the draft has that no longer.</summary>
    public abstract Guid? MissingParent(Dossier now, Dossier then, Guid id);

    /// <param name="now">The dossier of this request.</param>
    /// <param name="field">Of the details; null for the whole row.</param>
    /// <param name="seen">The row version the person saw; null where the row is gone.</param>
    public abstract Task<Outcome> Save(IServiceProvider services, Dossier now, Dossier then, Assessment assessment, Guid id, PropertyInfo? field, uint? seen, Actor actor, string reason, CancellationToken cancellationToken);

    private sealed class Making : IRowKindUse<RestorableRow>
    {
        public RestorableRow With<TRow, TDetails>(RowKind<TRow, TDetails> kind)
            where TRow : class, TDetails, IRow
            where TDetails : class, new() => new Row<TRow, TDetails>(kind);
    }

    private sealed class Row<TRow, TDetails>(RowKind<TRow, TDetails> kind) : RestorableRow
        where TRow : class, TDetails, IRow
        where TDetails : class, new()
    {
        private static readonly PropertyInfo Owner = typeof(TRow).GetProperty(nameof(IRow.OwnerId))!;

        public override Type Details => typeof(TDetails);

        public override TRow? Find(Dossier dossier, Guid id) => kind.RowsOf(dossier).FirstOrDefault(r => r.Id == id);

        public override Dossier With(Dossier now, Dossier then, Guid id, PropertyInfo? field)
        {
            // A copy of everything, so that nothing of the request's own dossier is changed.
            var copy = CanonicalJson.Read(CanonicalJson.Write(now));
            if (Find(copy, id) is { } row)
                Fill(row, Find(then, id)!, field);
            else
                copy = kind.Fill(copy, [.. kind.RowsOf(copy), Find(then, id)!]);
            return copy;
        }

        public override Guid? MissingParent(Dossier now, Dossier then, Guid id) =>
            kind.Parent is { } parent && parent.IdOf(Find(then, id)!) is var wanted && RowKinds.Find(parent.Kind)!.RowsOf(now).All(r => r.Id != wanted) ? wanted : null;

        public override async Task<Outcome> Save(IServiceProvider services, Dossier now, Dossier then, Assessment assessment, Guid id, PropertyInfo? field, uint? seen, Actor actor, string reason, CancellationToken cancellationToken)
        {
            var (old, stored) = (Find(then, id)!, Find(now, id));
            var details = new TDetails();
            if (stored is not null)
                Fill(details, stored, null);
            Fill(details, old, field);
            var wrong = new List<ValidationResult>();
            if (!Validator.TryValidateObject(details, new(details), wrong, validateAllProperties: true))
                return new Outcome.Invalid([.. wrong.SelectMany(w => w.MemberNames).Select(name => new FieldError(name, "NoLongerFits"))]);
            // The row as it was, with what no form sets; a description may have got a new owner meanwhile.
            Owner.SetValue(old, typeof(TRow) == typeof(ServiceDescription) ? now.Service.OwnerId : kind.IsDescription ? now.Service.Id : now.Head.AssessmentId);
            return await services.GetRequiredService<SaveRow<TRow, TDetails>>().Handle(now, assessment, old, details, seen, actor, cancellationToken, row => kind.Restored?.Invoke(row, old), reason);
        }

        private void Fill(TDetails target, TDetails from, PropertyInfo? field)
        {
            foreach (var property in kind.Fields.Where(p => field is null || p.Name == field.Name))
                property.SetValue(target, property.GetValue(from));
        }
    }
}
