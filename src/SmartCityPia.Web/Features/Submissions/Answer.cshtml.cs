using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The vendor answers a question or says how it dealt with a correction.</summary>
public sealed class AnswerModel(SaveRow<DescriptionRemark, AnswerDetails> save) : RowPage<DescriptionRemark, AnswerDetails>(save)
{
    public DescriptionRemark Remark => Rows.First(r => r.Id == Id);

    /// <summary>Address of the row or step that it is about.</summary>
    public string Place => At(DescriptionRows.Of(Dossier).FirstOrDefault(r => r.Id == Remark.RowId) is { } row
        ? Addresses.Of(RowPointer.To(row)) : Addresses.Of(Remark.Step));

    protected override IReadOnlyList<DescriptionRemark> Rows => Remarks;

    /// <summary>Vendors answer remarks; they can't add any.</summary>
    protected override bool ParentExists => Rows.Any(r => r.Id == Id);

    protected override DescriptionRemark NewRow(Guid id) => Remark;

    protected override string Back => "";

    protected override string NameOf(AnswerDetails details) => Remark.Text.Length > 100 ? Remark.Text[..100] + "…" : Remark.Text;

    public override Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IActionResult>(NotFound());
}
