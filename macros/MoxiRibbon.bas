Attribute VB_Name = "MoxiRibbon"
Option Explicit
' 功能区的按钮，一个按钮一行：过程名与 ribbon.xml 的 onAction 相同，引号里是 moxi 命令的名字。

Public Sub Moxi_Plan(control As IRibbonControl): Press "plan": End Sub
Public Sub Moxi_Calendar(control As IRibbonControl): Press "calendar": End Sub
Public Sub Moxi_Forms(control As IRibbonControl): Press "forms": End Sub
Public Sub Moxi_Import(control As IRibbonControl): Press "import": End Sub
Public Sub Moxi_Check(control As IRibbonControl): Press "check": End Sub
Public Sub Moxi_Next(control As IRibbonControl): Press "next": End Sub
Public Sub Moxi_Quota(control As IRibbonControl): Press "quota": End Sub
Public Sub Moxi_Ballots(control As IRibbonControl): Press "ballots": End Sub
Public Sub Moxi_Prepare(control As IRibbonControl): Press "prepare": End Sub
Public Sub Moxi_Count(control As IRibbonControl): Press "count": End Sub
Public Sub Moxi_Rehearse(control As IRibbonControl): Press "rehearse": End Sub
Public Sub Moxi_Papers(control As IRibbonControl): Press "papers": End Sub
Public Sub Moxi_Issue(control As IRibbonControl): Press "issue": End Sub
Public Sub Moxi_Submit(control As IRibbonControl): Press "submit": End Sub
Public Sub Moxi_Archive(control As IRibbonControl): Press "archive": End Sub
Public Sub Moxi_Audit(control As IRibbonControl): Press "audit": End Sub
Public Sub Moxi_Print(control As IRibbonControl): Press "print": End Sub
Public Sub Moxi_Practise(control As IRibbonControl): Press "practise": End Sub
Public Sub Moxi_Export(control As IRibbonControl): Press "export": End Sub
Public Sub Moxi_Undo(control As IRibbonControl): Press "undo": End Sub
Public Sub Moxi_Doctor(control As IRibbonControl): Press "doctor": End Sub
Public Sub Moxi_Functions(control As IRibbonControl): ExplainFunctions: End Sub

Public Sub Moxi_EarlierStage(control As IRibbonControl): EarlierStage: End Sub
Public Sub Moxi_NextStage(control As IRibbonControl): NextStage: End Sub
Public Sub Moxi_ShowAll(control As IRibbonControl): ShowAll: End Sub

Public Sub Moxi_ShowHome(control As IRibbonControl): ShowSheet "首页": End Sub
Public Sub Moxi_ShowSettings(control As IRibbonControl): ShowSheet "方案设置": End Sub
