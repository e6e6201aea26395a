"""All commands as one type: what a line on the control socket may be."""

from pos_terminal import commands as c
from pos_terminal.device_commands import DeviceCommand
from pos_terminal.manager_commands import ManagerCommand
from pos_terminal.paper_commands import PaperCommand
from pos_terminal.slip_commands import PrintGiftReceipt, PrintLabels

AnyCommand = (
    c.EnterCode
    | PrintGiftReceipt
    | PrintLabels
    | c.SetNextQuantity
    | c.AddProduct
    | c.ChangeQuantity
    | c.StepQuantity
    | c.EnterWeight
    | c.VoidLine
    | c.VoidSale
    | c.RepeatLast
    | c.Undo
    | c.CheckPrice
    | c.ParkSale
    | c.RecallSale
    | c.AnswerQuestion
    | c.StartPayment
    | c.LeavePayment
    | c.TakeTender
    | c.TakeTenderBack
    | c.ReprintReceipt
    | c.AnswerPrint
    | c.Search
    | c.ShowReceipt
    | c.ClearNotice
    | c.SignIn
    | c.SignOut
    | c.Approve
    | c.RefuseApproval
    | c.GiveDiscount
    | c.ChangePrice
    | c.FindReceipt
    | c.HandOutOrder
    | c.ReturnLine
    | c.ReturnWithoutReceipt
    | c.RefundAsPaid
    | c.CancelTender
    | c.FindCustomer
    | c.CreateCustomer
    | c.AttachCustomer
    | c.OpenShift
    | c.MoveCash
    | c.OpenDrawerNow
    | c.CloseShift
    | c.ShowReport
    | c.PrintReportNow
    | c.ExportReport
    | c.SellByDepartment
    | c.CorrectTender
    | c.MakeInvoice
    | c.MailReceipt
    | c.SaveArticle
    | ManagerCommand
    | DeviceCommand
    | PaperCommand
)
